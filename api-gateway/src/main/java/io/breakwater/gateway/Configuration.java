package io.breakwater.gateway;

import io.breakwater.connection.TemporalAccess;
import io.breakwater.gateway.GatewayConfig.Oma;
import io.breakwater.gateway.security.SecurityConfig;
import io.breakwater.inventory.DatabaseConfig;
import io.breakwater.settings.GatewaySettings;
import io.breakwater.settings.Part;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SystemSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a gateway's process, made of its settings.
 *
 * @param temporal how it talks to Temporal
 * @param metrics where metrics are served; empty for nowhere
 * @param traces the collector of traces; empty for none
 */
record Configuration(
    GatewayConfig gateway,
    TemporalAccess temporal,
    Optional<InetSocketAddress> metrics,
    Optional<URI> traces) {

  /**
   * Reads file and environment.
   *
   * @throws IllegalArgumentException that lists every mistake
   */
  static Configuration read(Optional<Path> file, Map<String, String> environment) {
    Settings settings = Settings.read(Part.GATEWAY, file, environment);
    SecurityConfig security = SecurityConfig.of(settings);
    GatewayConfig defaults = GatewayConfig.local(database(settings));
    GatewayConfig config =
        settings.made(
            () ->
                new GatewayConfig(
                    settings.get(GatewaySettings.HOST),
                    settings.get(GatewaySettings.PORT),
                    settings.get(GatewaySettings.INSECURE),
                    defaults.database(),
                    security,
                    settings.find(GatewaySettings.TEMPORAL_UI).map(URI::toString).orElse(null),
                    oma(settings),
                    defaults.idle(),
                    defaults.temporalPatience()),
            defaults);
    TemporalAccess temporal = TemporalAccess.of(environment, settings);
    settings.refuseMistakes();
    return new Configuration(
        config,
        temporal,
        settings.find(GatewaySettings.METRICS),
        settings.find(SystemSettings.TRACES));
  }

  private static DatabaseConfig database(Settings settings) {
    return new DatabaseConfig(
        settings.get(SystemSettings.DB_URL),
        settings.get(SystemSettings.DB_USER),
        settings.find(SystemSettings.DB_PASSWORD).orElse(""),
        settings.get(SystemSettings.DB_POOL));
  }

  private static Oma oma(Settings settings) {
    return settings
        .find(GatewaySettings.OMA_URL)
        .map(url -> new Oma(url.toString(), settings.find(SystemSettings.OMA_TOKEN).orElse(null)))
        .orElse(null);
  }
}
