package io.breakwater.activities.volumedaemon;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * An operation of the Volume Daemon.
 *
 * @param volume null for the creation of a volume
 * @param machine null where the operation names none, such as a detach
 * @param error the daemon's text; empty unless failed
 * @param updatedAt by the daemon's clock; null when it sends none that can be read
 */
public record DaemonOperation(
    String id,
    Type type,
    Status status,
    VolumeId volume,
    MachineId machine,
    String error,
    Instant updatedAt) {

  /** What it does. */
  public enum Type {
    ATTACH,
    DETACH,
    CREATE,
    DELETE,
    CLEANUP,
    OTHER
  }

  /** How far it is; a restart of the daemon leaves it PENDING or EXECUTING for ever. */
  public enum Status {
    PENDING,
    EXECUTING,
    COMPLETED,
    FAILED,
    CANCELLED,
    OTHER;

    /** Whether it may still change something. */
    public boolean isOpen() {
      return this == PENDING || this == EXECUTING;
    }
  }

  /** For people: what on which volume, with the id to look it up by. */
  public String describe() {
    return type.name().toLowerCase(Locale.ROOT)
        + " of volume "
        + volume
        + " (daemon operation "
        + id
        + ")";
  }

  static DaemonOperation read(JsonNode json) {
    String id = json.path("id").asText("");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an operation without id");
    }
    String volume = json.path("volume_id").asText("");
    String machine = json.path("vm_id").asText("");
    return new DaemonOperation(
        id,
        valueOf(Type.class, json.path("type").asText(), Type.OTHER),
        valueOf(Status.class, json.path("status").asText(), Status.OTHER),
        volume.isBlank() ? null : new VolumeId(volume),
        machine.isBlank() ? null : new MachineId(machine),
        json.path("error").asText(""),
        instant(json.path("updated_at").asText("")));
  }

  private static <E extends Enum<E>> E valueOf(Class<E> type, String text, E otherwise) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    return otherwise;
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notADate) {
      return null;
    }
  }
}
