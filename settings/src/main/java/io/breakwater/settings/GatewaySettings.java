package io.breakwater.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Where the gateway listens and who may call it. */
public final class GatewaySettings {
  private static final Table TABLE = new Table(Part.GATEWAY);

  public static final Setting<String> HOST =
      TABLE.add("gateway.host", Form.TEXT, "127.0.0.1", "the address it listens on");
  public static final Setting<Integer> PORT =
      TABLE.add("gateway.port", Form.port(), "8082", "the port; 0 for any free one");
  public static final Setting<Path> TOKENS =
      TABLE.add(
          "gateway.tokens",
          Form.PATH,
          null,
          "token file, one caller a line: `<name> <viewer\\|operator\\|admin> sha256:<hex>`; a"
              + " changed file counts within seconds");
  public static final Setting<String> OIDC_ISSUER =
      TABLE.add(
          "oidc.issuer", Form.TEXT, null, "takes JSON Web Tokens of this OpenID Connect issuer");
  public static final Setting<String> OIDC_AUDIENCE =
      TABLE.add("oidc.audience", Form.TEXT, null, "whom these tokens have to be for");
  public static final Setting<URI> OIDC_JWKS =
      TABLE.add("oidc.jwks", Form.URL, null, "where the issuer's keys are");
  public static final Setting<String> OIDC_ROLE_CLAIM =
      TABLE.add("oidc.role_claim", Form.TEXT, "breakwater_role", "the claim that names the role");
  public static final Setting<Path> KEYSTORE =
      TABLE.add("gateway.keystore", Form.PATH, null, "PKCS #12 or JKS file for TLS");
  public static final Setting<String> KEYSTORE_PASSWORD =
      TABLE.secret("gateway.keystore_password", null, "its password");
  public static final Setting<Boolean> INSECURE =
      TABLE.add(
          "gateway.insecure",
          Form.FLAG,
          "false",
          "`true` lets it listen beyond the loopback address without TLS, where a proxy has that");
  public static final Setting<List<String>> CORS =
      TABLE.add("gateway.cors", Form.LIST, null, "sites whose pages may call with a token");
  public static final Setting<String> LEGACY_TOKEN =
      TABLE.secret("legacy_token", null, "the old GUI's constant token, for `/api/v1` only");
  public static final Setting<URI> OMA_URL =
      TABLE.add(
          "gateway.oma_url",
          Form.URL,
          null,
          "the old appliance's API: what `/api/v1` does not know is passed on there, with"
              + " `oma.token`");
  public static final Setting<URI> TEMPORAL_UI =
      TABLE.add("temporal_ui", Form.URL, null, "Temporal's web UI, for links");

  public static final Setting<InetSocketAddress> METRICS =
      TABLE.add(
          "gateway.metrics",
          Form.ADDRESS,
          null,
          "where the gateway serves `/metrics` for Prometheus, without a token; nowhere unless set");

  private GatewaySettings() {}

  static Table table() {
    return TABLE;
  }
}
