package io.breakwater.activities.cloudstack;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jclouds.cloudstack.filters.AuthenticationFilter;
import org.jclouds.http.HttpException;
import org.jclouds.http.HttpRequest;

/**
 * Signs a request as CloudStack 4.22 checks it. jclouds' own signer encodes an asterisk, which
 * CloudStack does not, and lower-cases by the machine's language: either way a VM's name could make
 * every call about it fail with 401.
 */
final class RequestSigner implements AuthenticationFilter {
  private static final String ALGORITHM = "HmacSHA1";

  private final CloudStackEndpoint endpoint;

  RequestSigner(CloudStackEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public HttpRequest filter(HttpRequest request) throws HttpException {
    URI target = request.getEndpoint();
    Map<String, String> parameters = decode(target.getRawQuery());
    parameters.put("apiKey", endpoint.apiKey());
    parameters.put("signature", sign(query(parameters).toLowerCase(Locale.ROOT)));
    String signed =
        parameters.entrySet().stream()
            .map(p -> encode(p.getKey()) + "=" + encode(p.getValue()))
            .collect(Collectors.joining("&"));
    String base = target.toString();
    int start = base.indexOf('?');
    URI to = URI.create((start < 0 ? base : base.substring(0, start)) + "?" + signed);
    return request.toBuilder().endpoint(to).build();
  }

  /** What is signed: names as they are, in order, values encoded. */
  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + "=" + encode(p.getValue()))
        .collect(Collectors.joining("&"));
  }

  private String sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      byte[] secret = endpoint.secretKey().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sign a CloudStack request: this JDK lacks " + ALGORITHM, e);
    }
  }

  private static Map<String, String> decode(String rawQuery) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.put(
          URLDecoder.decode(name, StandardCharsets.UTF_8),
          URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
