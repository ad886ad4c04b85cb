package io.breakwater.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcTokensTest {
  private static final String ISSUER = "https://issuer.example";

  private RSAKey key;
  private HttpServer issuer;
  private OidcTokens tokens;

  @BeforeEach
  void start() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("key-1").generate();
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext("/jwks", exchange -> answer(exchange, new JWKSet(key).toString()));
    issuer.start();
    String jwks = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks";
    tokens = OidcTokens.of(new SecurityConfig.Oidc(ISSUER, "breakwater", jwks, "roles"));
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  @Test
  void takesTheHighestRoleThatATokenNames() throws Exception {
    String token = signed(claims().claim("roles", List.of("viewer", "operator", "else")));

    assertThat(tokens.callerOf(token)).contains(new Caller("anna", Role.OPERATOR));
  }

  @Test
  void takesNoTokenOfAnotherAudienceIssuerOrTime() throws Exception {
    Date past = Date.from(Instant.now().minusSeconds(3_600));

    assertThat(tokens.callerOf(signed(claims().audience("other")))).isEmpty();
    assertThat(tokens.callerOf(signed(claims().issuer("https://evil.example")))).isEmpty();
    assertThat(tokens.callerOf(signed(claims().expirationTime(past)))).isEmpty();
  }

  @Test
  void takesNoTokenWithoutARole() throws Exception {
    assertThat(tokens.callerOf(signed(claims().claim("roles", "stranger")))).isEmpty();
    assertThat(tokens.callerOf(signed(claims().claim("roles", null)))).isEmpty();
  }

  @Test
  void takesNoSignatureOfAnotherKeyOrKind() throws Exception {
    RSAKey other = new RSAKeyGenerator(2048).keyID("key-1").generate();
    SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    shared.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));

    assertThat(tokens.callerOf(signed(claims(), other))).isEmpty();
    assertThat(tokens.callerOf(shared.serialize())).isEmpty();
    assertThat(tokens.callerOf("eyJhbGciOiJub25lIn0.e30.")).isEmpty();
    assertThat(tokens.callerOf("garbage")).isEmpty();
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("breakwater")
        .subject("subject-1")
        .claim("preferred_username", "anna")
        .claim("roles", "admin")
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  private String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    return signed(claims, key);
  }

  private static String signed(JWTClaimsSet.Builder claims, RSAKey with) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(),
            claims.build());
    jwt.sign(new RSASSASigner(with));
    return jwt.serialize();
  }
}
