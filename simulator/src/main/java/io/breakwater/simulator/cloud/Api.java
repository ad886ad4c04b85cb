package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.fault.Faults;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.time.Work;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Turns the parameters of one request into an answer: journal, faults, signature, command. */
final class Api {

  private static final String DEPLOY = "deployVirtualMachine";

  private final Cloud cloud;
  private final Commands commands;
  private final Signature signature;
  private final Faults faults;

  Api(Cloud cloud, Signature signature, Faults faults) {
    this.cloud = cloud;
    this.commands = new Commands(cloud);
    this.signature = signature;
    this.faults = faults;
  }

  Interceptor interceptor() {
    return faults.interceptor();
  }

  HttpReply answer(Map<String, String> parameters, String caller) {
    String command = parameters.get("command");
    String name = Objects.requireNonNullElse(command, "");
    JournalEntry entry =
        cloud
            .journal()
            .open(
                cloud.time().now(), caller, name, withoutKeys(parameters), commands.mutating(name));
    Fault fault = faults.next(name, entry.parameters(), caller).orElse(null);
    HttpReply answered = answer(parameters, entry, fault);
    HttpReply reply =
        "json".equalsIgnoreCase(parameters.get("response")) ? answered : answered.asXml();
    cloud.journal().answered(entry, reply.status(), fault == null ? null : "fault " + fault.kind());
    return reply;
  }

  private static Map<String, String> withoutKeys(Map<String, String> parameters) {
    Map<String, String> shown = new LinkedHashMap<>(parameters);
    shown
        .keySet()
        .removeIf(
            key ->
                key.equalsIgnoreCase("apikey")
                    || key.equalsIgnoreCase("signature")
                    || key.equalsIgnoreCase("response")
                    || key.equalsIgnoreCase("command"));
    return shown;
  }

  private HttpReply answer(Map<String, String> parameters, JournalEntry entry, Fault fault) {
    if (fault != null && replacesAnswer(fault.kind())) {
      cloud.time().pause(fault.delay());
      return HttpReply.of(fault, entry.command());
    }
    if (!commands.knows(entry.command())) {
      // CloudStack 4.22 says 401 to an unknown command too, whoever asks.
      String responseName = parameters.containsKey("command") ? "errorresponse" : "null";
      return HttpReply.error(responseName, ApiException.unauthorized());
    }
    if (!signature.genuine(parameters, cloud.time().now())) {
      return HttpReply.error(HttpReply.responseName(entry.command()), ApiException.unauthorized());
    }
    cloud.holds().atRequest(entry);
    if (fault != null && fault.kind() == FaultKind.LATE_EFFECT) {
      cloud.time().after(fault.delay(), () -> perform(parameters, entry, null));
      return HttpReply.NONE;
    }
    return play(perform(parameters, entry, fault), entry, fault);
  }

  /** Faults with which nothing happens but the answer. */
  private static boolean replacesAnswer(FaultKind kind) {
    return switch (kind) {
      case BEFORE_EFFECT, HTML_404, THROTTLED_429, UNAVAILABLE_503, CONNECTION_RESET -> true;
      default -> false;
    };
  }

  private HttpReply play(HttpReply reply, JournalEntry entry, Fault fault) {
    if (entry.command().equals(DEPLOY)) {
      cloud.time().pause(cloud.durations().of(Work.DEPLOY_ANSWER));
    }
    if (fault == null) {
      return reply;
    }
    return switch (fault.kind()) {
      case LOST_ANSWER -> HttpReply.NONE;
      case AFTER_EFFECT -> HttpReply.of(fault, entry.command());
      case SLOW_ANSWER -> slowly(reply, fault);
      case SLOW -> reply.body().contains("\"jobid\"") ? reply : slowly(reply, fault);
      default -> reply;
    };
  }

  private HttpReply slowly(HttpReply reply, Fault fault) {
    cloud.time().pause(fault.delay());
    return reply;
  }

  private HttpReply perform(Map<String, String> parameters, JournalEntry entry, Fault fault) {
    try {
      synchronized (cloud.lock()) {
        if (entry.mutating()) {
          cloud.beforeCall(entry);
        }
        ApiRequest request = new ApiRequest(entry.command(), parameters, entry, fault);
        JsonNode inside = commands.handle(request);
        return HttpReply.ok(entry.command(), inside);
      }
    } catch (ApiException refused) {
      return HttpReply.error(HttpReply.responseName(entry.command()), refused);
    }
  }
}
