package io.breakwater.gateway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON Web Tokens of an OpenID Connect issuer: signed by one of its keys (RS256, ES256, PS256), for
 * our audience, not expired. The role is the highest one that the role claim names, a string or a
 * list of strings.
 */
final class OidcTokens implements Tokens {
  private static final Logger LOG = LoggerFactory.getLogger(OidcTokens.class);
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.PS256);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final String roleClaim;

  private OidcTokens(SecurityConfig.Oidc config, JWKSource<SecurityContext> keys) {
    this.roleClaim = config.roleClaim();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            com.nimbusds.jose.JOSEObjectType.JWT,
            new com.nimbusds.jose.JOSEObjectType("at+jwt"),
            null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            config.audience(),
            new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
            Set.of("sub", "exp", config.roleClaim())));
  }

  /** Fetches keys when first needed, and again when a token names one that is not known. */
  static OidcTokens of(SecurityConfig.Oidc config) {
    try {
      return new OidcTokens(
          config,
          JWKSourceBuilder.create(URI.create(config.jwks()).toURL()).retrying(true).build());
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new IllegalArgumentException("BREAKWATER_OIDC_JWKS is no URL: " + config.jwks(), e);
    }
  }

  @Override
  public Optional<Caller> callerOf(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      return role(claims).map(role -> new Caller(nameOf(claims), role));
    } catch (ParseException | BadJOSEException | JOSEException e) {
      LOG.info("a token was not taken: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static String nameOf(JWTClaimsSet claims) {
    Object name = claims.getClaim("preferred_username");
    return name instanceof String text && !text.isBlank() ? text : claims.getSubject();
  }

  private Optional<Role> role(JWTClaimsSet claims) {
    Object claim = claims.getClaim(roleClaim);
    Collection<?> words = claim instanceof Collection<?> many ? many : List.of(claim);
    return words.stream()
        .map(word -> word instanceof String text ? text : "")
        .flatMap(word -> Role.of(word).stream())
        .max(Role::compareTo);
  }
}
