package io.breakwater.connection;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import io.breakwater.connection.codec.PayloadEncryption;
import io.breakwater.connection.codec.PayloadKeys;
import io.breakwater.operation.OperationJson;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SystemSettings;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a process of ours talks to Temporal.
 *
 * @param environment where {@code TEMPORAL_*} is looked for
 * @param keys what payloads are encrypted with; empty for plain JSON
 * @param metrics where the client and its workers report to
 */
public record TemporalAccess(
    Map<String, String> environment, Optional<PayloadKeys> keys, Scope metrics) {

  public TemporalAccess {
    environment = Map.copyOf(environment);
  }

  /** Plain JSON, no metrics. */
  public static TemporalAccess of(Map<String, String> environment) {
    return new TemporalAccess(environment, Optional.empty(), new NoopScope());
  }

  /** As the settings say; a mistake is collected there. */
  public static TemporalAccess of(Map<String, String> environment, Settings settings) {
    return new TemporalAccess(
        environment,
        settings.made(
            () -> settings.find(SystemSettings.CODEC_KEYS).map(PayloadKeys::read),
            Optional.empty()),
        new NoopScope());
  }

  /** The same, reporting there. */
  public TemporalAccess reportingTo(Scope scope) {
    return new TemporalAccess(environment, keys, scope);
  }

  /** How payloads are written and read. */
  public DataConverter dataConverter() {
    DataConverter json = OperationJson.dataConverter();
    return keys.<DataConverter>map(
            found -> new CodecDataConverter(json, List.of(new PayloadEncryption(found)), true))
        .orElse(json);
  }
}
