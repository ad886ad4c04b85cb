package io.breakwater.activities.cloudstack;

import static io.breakwater.activities.cloudstack.CloudStackException.Kind.ALREADY;
import static io.breakwater.activities.cloudstack.CloudStackException.Kind.AUTH;
import static io.breakwater.activities.cloudstack.CloudStackException.Kind.NOT_FOUND;
import static io.breakwater.activities.cloudstack.CloudStackException.Kind.PERMANENT;
import static io.breakwater.activities.cloudstack.CloudStackException.Kind.RETRY;
import static io.breakwater.activities.cloudstack.CloudStackException.Kind.UNAVAILABLE;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.cloudstack.CloudStackException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one place that decides what an error of CloudStack 4.22 means. */
final class CloudStackFailures {
  static final int THROTTLED = 429;

  private static final int ANY = -1;
  private static final int TEXT_LIMIT = 500;
  private static final Pattern RETRY_AFTER = Pattern.compile("retry after \\[(\\d+)] ms");

  /** The first row that fits decides; a code alone is enough when the fragment is empty. */
  private static final List<Row> TABLE =
      List.of(
          new Row(401, "", AUTH),
          new Row(THROTTLED, "", UNAVAILABLE),
          new Row(431, "entity does not exist", NOT_FOUND),
          new Row(431, "Unable to find UUID", NOT_FOUND),
          new Row(431, "is already running", ALREADY),
          new Row(431, "is already destroyed", ALREADY),
          new Row(431, "is not attached to a VM", ALREADY),
          new Row(431, "a volume that is not attached to any VM", ALREADY),
          new Row(530, "is already attached to a VM", ALREADY),
          new Row(431, "is not in Ready state but Allocated", PERMANENT),
          new Row(431, "is not in Ready state", RETRY),
          new Row(431, "either running or stopped", RETRY),
          new Row(431, "can happen only when vm is in states", RETRY),
          new Row(431, "", PERMANENT),
          new Row(432, "", PERMANENT),
          new Row(530, "deviceId", PERMANENT),
          new Row(530, "Entity already exists", PERMANENT),
          new Row(530, "Unable to acquire Guest IP", PERMANENT),
          new Row(530, "does not have permission", PERMANENT),
          new Row(530, "supported only for", PERMANENT),
          new Row(530, "not implemented", PERMANENT),
          new Row(530, "before expunge", PERMANENT),
          new Row(530, "unable to find an api by that name", NOT_FOUND),
          new Row(530, "", RETRY),
          new Row(531, "", PERMANENT),
          new Row(533, "", RETRY),
          new Row(534, "", PERMANENT),
          new Row(535, "", PERMANENT),
          new Row(503, "", UNAVAILABLE),
          new Row(ANY, "", RETRY));

  private record Row(int code, String fragment, Kind kind) {
    boolean fits(int otherCode, String text) {
      return (code == ANY || code == otherCode) && text.contains(fragment);
    }
  }

  private CloudStackFailures() {}

  static Kind classify(int code, String text) {
    if (code >= 400 && code < 500 && TABLE.stream().noneMatch(row -> row.code() == code)) {
      return PERMANENT;
    }
    return TABLE.stream().filter(row -> row.fits(code, text)).findFirst().orElseThrow().kind();
  }

  /** An HTTP answer of 300 and above. Only one in CloudStack's own format says anything. */
  static CloudStackException ofAnswer(String call, int status, String body) {
    Optional<JsonNode> error = CsJson.error(body);
    if (error.isEmpty()) {
      return unavailable(
          call, status, "answered HTTP " + status + " without a CloudStack answer", null);
    }
    int code = error.get().path("errorcode").asInt(status);
    return of(call, code, error.get().path("errortext").asText(""));
  }

  /** A job that ended with an error. */
  static CloudStackException ofJob(String call, JobEnd.Failed failed) {
    String text =
        failed.text().isEmpty()
            ? "no text; CloudStack ends jobs so when its management server restarts"
            : failed.text();
    return of(call, failed.code(), text);
  }

  /** No answer at all, or one that could not be read. */
  static CloudStackException ofTransport(String call, Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // Not the outer messages: they may name the request with its signature.
    String reason = root.getClass().getSimpleName() + ": " + root.getMessage();
    return unavailable(call, 0, "did not answer (" + cut(reason) + ")", thrown);
  }

  /** A 200 that is not what CloudStack answers. */
  static CloudStackException ofNonsense(String call, String why) {
    return unavailable(call, 200, "gave no well-formed answer (" + cut(why) + ")", null);
  }

  private static CloudStackException of(String call, int code, String text) {
    return new CloudStackException(
        classify(code, text),
        code,
        call + ": CloudStack answered " + code + " (" + cut(text) + ")",
        retryAfter(text),
        null);
  }

  private static CloudStackException unavailable(
      String call, int code, String what, Throwable cause) {
    return new CloudStackException(
        UNAVAILABLE,
        code,
        call + ": CloudStack " + what + ". That proves nothing about the object; trying again.",
        null,
        cause);
  }

  private static Duration retryAfter(String text) {
    Matcher matcher = RETRY_AFTER.matcher(text);
    return matcher.find() ? Duration.ofMillis(Long.parseLong(matcher.group(1))) : null;
  }

  private static String cut(String text) {
    return text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT) + "…";
  }
}
