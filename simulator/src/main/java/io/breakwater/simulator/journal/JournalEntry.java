package io.breakwater.simulator.journal;

import java.time.Instant;
import java.util.Map;

/**
 * One request, as far as it is known by now.
 *
 * @param number counts the requests of this simulator, from 1
 * @param at when it came in
 * @param caller the request's User-Agent, empty when it had none
 * @param command the API command, for example {@code attachVolume}
 * @param parameters without apiKey and signature
 * @param mutating whether the command changes anything
 * @param status the HTTP status of the answer; 0 while there is none or when the connection was cut
 * @param note what was special, for example the fault that was played; null when nothing was
 * @param jobId the job it started, or null
 * @param jobEnd {@code success}, or {@code <code>: <text>}, once that job ended; else null
 */
public record JournalEntry(
    long number,
    Instant at,
    String caller,
    String command,
    Map<String, String> parameters,
    boolean mutating,
    int status,
    String note,
    String jobId,
    String jobEnd) {

  public JournalEntry {
    parameters = Map.copyOf(parameters);
  }

  /** The parameter's value, or null. */
  public String parameter(String name) {
    return parameters.get(name);
  }

  JournalEntry answered(int newStatus, String newJobId, String newNote) {
    return new JournalEntry(
        number, at, caller, command, parameters, mutating, newStatus, newNote, newJobId, jobEnd);
  }

  JournalEntry ended(String end) {
    return new JournalEntry(
        number, at, caller, command, parameters, mutating, status, note, jobId, end);
  }

  @Override
  public String toString() {
    return "#%d %s %s %s -> %d%s%s%s"
        .formatted(
            number,
            caller,
            command,
            parameters,
            status,
            note == null ? "" : " (" + note + ")",
            jobId == null ? "" : " job " + jobId,
            jobEnd == null ? "" : " " + jobEnd);
  }
}
