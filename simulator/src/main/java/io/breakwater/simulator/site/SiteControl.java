package io.breakwater.simulator.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.SimulatedService;
import io.breakwater.simulator.daemon.DaemonFault;
import io.breakwater.simulator.host.Call;
import io.breakwater.simulator.host.HttpFault;
import io.breakwater.simulator.host.JsonServer;
import io.breakwater.simulator.host.Pace;
import io.breakwater.simulator.host.Reply;
import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.oma.ReplicationEnd;
import io.breakwater.simulator.oma.ReplicationRefused;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The site's control API for other processes, JSON on 127.0.0.1, on a port of its own. Names of
 * kinds and ends are those of the enums, in any case.
 *
 * <ul>
 *   <li>{@code GET /site}: URLs, directories, contexts
 *   <li>{@code POST /site/{daemon|vma|oma}/{start|stop|restart|clear-faults}}
 *   <li>{@code POST /site/{daemon|vma|oma}/http-faults {kind, requests, times, delaySeconds}}
 *   <li>{@code POST /site/daemon/operation-faults {kind, type, volumeId, times, delaySeconds}}
 *   <li>{@code POST /site/vms/{context} {on, ignoresShutdown, unreadable, refusesToStart}}
 *   <li>{@code POST /site/replications/{context} {by: schedule|hand, end}}
 *   <li>{@code POST /site/injector/{volume} {mode: ok|hang|fail|die}}
 *   <li>{@code GET /site/not-ready/{context}}: see {@link SiteCheck}
 * </ul>
 */
public final class SiteControl implements SimulatedService {

  private static final Map<String, Object> DONE = Map.of("done", true);

  private final Site site;
  private final JsonServer server;

  /** A control API for that site; {@code port} 0 for any free one. */
  public SiteControl(Site site, int port) {
    this.site = site;
    this.server = new JsonServer("site-control", port, Pace.of(1));
    addRoutes();
  }

  @Override
  public void start() {
    server.start();
  }

  @Override
  public void stop() {
    server.stop();
  }

  /** Where it listens, without a trailing slash. */
  public String url() {
    return server.url();
  }

  private void addRoutes() {
    server
        .route("GET", "/site", call -> Reply.json(200, overview()))
        .route("GET", "/site/not-ready/{context}", this::notReady)
        .route("POST", "/site/vms/{context}", this::power)
        .route("POST", "/site/replications/{context}", this::replicate)
        .route("POST", "/site/injector/{volume}", this::injector)
        .route("POST", "/site/daemon/operation-faults", this::operationFault);
    service("daemon", site.daemon(), site.daemon()::clearFaults, site.daemon()::add);
    service("vma", site.vma(), site.vma()::clearFaults, site.vma()::add);
    service("oma", site.oma(), site.oma()::clearFaults, site.oma()::add);
  }

  private void service(
      String name, SimulatedService service, Runnable clearFaults, Consumer<HttpFault> addFault) {
    action(name + "/start", service::start);
    action(name + "/stop", service::stop);
    action(
        name + "/restart",
        () -> {
          service.stop();
          service.start();
        });
    action(name + "/clear-faults", clearFaults);
    server.route(
        "POST",
        "/site/" + name + "/http-faults",
        call -> {
          addFault.accept(httpFault(call.json()));
          return Reply.json(200, DONE);
        });
  }

  private void action(String path, Runnable action) {
    server.route(
        "POST",
        "/site/" + path,
        call -> {
          action.run();
          return Reply.json(200, DONE);
        });
  }

  private static HttpFault httpFault(JsonNode input) {
    var kind = HttpFault.Kind.valueOf(word(input, "kind"));
    String requests = input.path("requests").asText("");
    int times = input.path("times").asInt(Integer.MAX_VALUE);
    return kind == HttpFault.Kind.SLOW
        ? HttpFault.slow(requests, delay(input), times)
        : HttpFault.times(kind, requests, times);
  }

  private Reply operationFault(Call call) throws Exception {
    JsonNode input = call.json();
    var kind = DaemonFault.Kind.valueOf(word(input, "kind"));
    String type = input.path("type").asText("attach");
    int times = input.path("times").asInt(1);
    if (kind == DaemonFault.Kind.SLOW) {
      site.daemon().add(DaemonFault.slow(type, delay(input), times));
    } else if (input.hasNonNull("volumeId")) {
      String volumeId = input.path("volumeId").asText();
      site.daemon().add(DaemonFault.onVolume(kind, type, volumeId, times));
    } else {
      site.daemon().add(DaemonFault.on(kind, type, times));
    }
    return Reply.json(200, DONE);
  }

  private Reply power(Call call) throws Exception {
    ProtectedContext vm = site.contextById(call.path("context"));
    JsonNode input = call.json();
    String vcenter = vm.vcenter();
    String id = vm.vmwareVmId();
    flag(input, "on", value -> site.vma().setPower(vcenter, id, value));
    flag(input, "ignoresShutdown", v -> site.vma().guestIgnoresShutdown(vcenter, id, v));
    flag(input, "unreadable", value -> site.vma().stateIsUnreadable(vcenter, id, value));
    flag(input, "refusesToStart", value -> site.vma().refusesToStart(vcenter, id, value));
    return Reply.json(200, Map.of("on", site.vma().isOn(vcenter, id)));
  }

  private Reply replicate(Call call) throws Exception {
    String contextId = call.path("context");
    JsonNode input = call.json();
    try {
      if (input.hasNonNull("end")) {
        site.oma().nextReplication(contextId, ReplicationEnd.valueOf(word(input, "end")));
      }
      String jobId =
          input.path("by").asText().equals("schedule")
              ? site.oma().replicateBySchedule(contextId)
              : site.oma().replicateByHand(contextId);
      return Reply.json(200, Map.of("job_id", jobId));
    } catch (ReplicationRefused e) {
      return Reply.error(e.status(), e.getMessage());
    }
  }

  private Reply injector(Call call) throws Exception {
    InjectorCommand.behave(
        site.links().pathOf(call.path("volume")), call.json().path("mode").asText("ok"));
    return Reply.json(200, DONE);
  }

  private Reply notReady(Call call) throws SQLException {
    ProtectedContext context = site.contextById(call.path("context"));
    return Reply.json(200, new SiteCheck(site).notReady(context));
  }

  private Map<String, Object> overview() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cloudstack", site.cloud().url());
    json.put("daemon", site.daemon().url());
    json.put("vma", site.vma().url());
    json.put("oma", site.oma().url());
    json.put("applianceVmId", site.applianceVmId());
    json.put("injectorCommand", site.injectorCommand().toString());
    json.put("contexts", site.contexts());
    return json;
  }

  private static void flag(JsonNode input, String name, Consumer<Boolean> set) {
    if (input.hasNonNull(name)) {
      set.accept(input.path(name).asBoolean());
    }
  }

  private static Duration delay(JsonNode input) {
    return Duration.ofMillis((long) (input.path("delaySeconds").asDouble(1) * 1000));
  }

  private static String word(JsonNode input, String name) {
    return input.path(name).asText().replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
