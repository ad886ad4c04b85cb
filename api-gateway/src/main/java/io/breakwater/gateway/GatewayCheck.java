package io.breakwater.gateway;

import io.breakwater.connection.TemporalAccess;
import io.breakwater.connection.TemporalAdvice;
import io.breakwater.connection.TemporalConnection;
import io.breakwater.gateway.security.SecurityConfig;
import io.breakwater.inventory.Database;
import io.breakwater.settings.Checkup;
import io.breakwater.settings.Reach;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Collections;

/** Tries what a gateway needs, changing nothing. */
final class GatewayCheck {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private GatewayCheck() {}

  static Checkup of(GatewayConfig config, TemporalAccess access) {
    SecurityConfig security = config.security();
    Checkup checkup =
        new Checkup(LIMIT)
            .add("Temporal", () -> temporal(config, access), TemporalAdvice::on)
            .add("database", () -> database(config), "see db.url, db.user and db.password");
    if (security.tokens() != null) {
      checkup.add("token file", () -> tokens(security), "see gateway.tokens");
    }
    if (security.oidc() != null) {
      checkup.add("OIDC keys", () -> Reach.at(URI.create(security.oidc().jwks())), "see oidc.jwks");
    }
    if (security.keystore() != null) {
      checkup.add(
          "keystore",
          () -> keystore(security.keystore()),
          "see gateway.keystore and gateway.keystore_password");
    }
    if (config.oma() != null) {
      checkup.add(
          "OMA",
          () -> Reach.of(URI.create(config.oma().url())),
          "start it, or set gateway.oma_url");
    }
    return checkup;
  }

  private static String temporal(GatewayConfig config, TemporalAccess access) throws IOException {
    try (TemporalConnection temporal = TemporalConnection.lazy(access, config.temporalPatience())) {
      return temporal.describe();
    }
  }

  private static String database(GatewayConfig config) {
    try (Database database = Database.open(config.database())) {
      return database.describe();
    }
  }

  private static String tokens(SecurityConfig security) {
    return security.tokens() + " names " + security.countCallers() + " caller(s)";
  }

  private static String keystore(SecurityConfig.Keystore store)
      throws IOException, GeneralSecurityException {
    Path file = store.file();
    if (!Files.isReadable(file)) {
      throw new IOException(file + " is not there or cannot be read");
    }
    KeyStore opened = KeyStore.getInstance(file.toFile(), store.password().toCharArray());
    for (String alias : Collections.list(opened.aliases())) {
      if (opened.isKeyEntry(alias)) {
        return file + " has the key " + alias;
      }
    }
    throw new IOException(file + " holds no key");
  }
}
