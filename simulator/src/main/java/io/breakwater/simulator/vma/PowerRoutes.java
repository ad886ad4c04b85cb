package io.breakwater.simulator.vma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.host.Call;
import io.breakwater.simulator.host.JsonServer;
import io.breakwater.simulator.host.Pace;
import io.breakwater.simulator.host.Reply;
import io.breakwater.simulator.vma.SimulatedVma.Machine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** power-off, power-on and power-state. Measured on a real one: state 0.2 s, on 15 to 30 s. */
final class PowerRoutes {

  private static final Duration READ_STATE = Duration.ofMillis(190);
  private static final Duration AFTER_GRACEFUL = Duration.ofSeconds(5);
  private static final Duration HARD_OFF = Duration.ofSeconds(2);
  static final Duration POWER_ON = Duration.ofSeconds(15);

  private final SimulatedVma vma;
  private final Pace pace;
  private final Clock clock;

  PowerRoutes(SimulatedVma vma, Pace pace, Clock clock) {
    this.vma = vma;
    this.pace = pace;
    this.clock = clock;
  }

  void addTo(JsonServer server) {
    server
        .route("POST", "/api/v1/vm/{id}/power-off", call -> onMachine(call, this::powerOff))
        .route("POST", "/api/v1/vm/{id}/power-on", call -> onMachine(call, this::powerOn))
        .route("GET", "/api/v1/vm/{id}/power-state", this::powerState);
  }

  private interface PowerCall {
    Reply on(Machine machine, JsonNode request) throws InterruptedException;
  }

  private Reply onMachine(Call call, PowerCall action) throws InterruptedException {
    JsonNode request;
    try {
      request = call.json();
    } catch (JsonProcessingException e) {
      return Reply.text(400, "Invalid request body: " + e.getOriginalMessage());
    }
    String vcenter = request.path("vcenter").asText();
    Reply refusal =
        refusal(vcenter, request.path("username").asText(), request.path("password").asText());
    if (refusal != null) {
      return refusal;
    }
    Machine machine = vma.machine(vcenter, call.path("id"));
    return machine == null ? notFound(call.path("id")) : action.on(machine, request);
  }

  private Reply powerOff(Machine machine, JsonNode request) throws InterruptedException {
    Instant began = clock.instant();
    pace.sleep(READ_STATE);
    String before = state(machine);
    if (!machine.power().isOn()) {
      return Reply.json(200, result(machine, before, "power-off", "already-off", began));
    }
    boolean graceful = machine.vm().toolsInstalled() && !request.path("force").asBoolean();
    if (graceful) {
      long asked = machine.power().askToShutDown();
      afterwards(vma.guestShutdown(), () -> machine.power().shutDown(asked));
      // It answers five seconds after asking, with whatever state the VM is in by then.
      pace.sleep(AFTER_GRACEFUL);
    } else {
      pace.sleep(HARD_OFF);
      machine.power().set(false);
    }
    String method = graceful ? "graceful" : "forced";
    return Reply.json(200, result(machine, before, "power-off", method, began));
  }

  private Reply powerOn(Machine machine, JsonNode request) throws InterruptedException {
    Instant began = clock.instant();
    pace.sleep(READ_STATE);
    String before = state(machine);
    if (!machine.power().isOn()) {
      pace.sleep(POWER_ON);
      if (machine.power().refusesToStart()) {
        return Reply.text(500, "Failed to power on VM: insufficient resources on host");
      }
      machine.power().powerOn();
    }
    Map<String, Object> json = result(machine, before, "power-on", null, began);
    json.put("tools_status", tools(machine));
    return Reply.json(200, json);
  }

  private Reply powerState(Call call) throws InterruptedException {
    Reply refusal = refusal(call.query("vcenter"), call.query("username"), call.query("password"));
    if (refusal != null) {
      return refusal;
    }
    Machine machine = vma.machine(call.query("vcenter"), call.path("id"));
    if (machine == null) {
      return notFound(call.path("id"));
    }
    pace.sleep(READ_STATE);
    if (machine.power().isUnreadable()) {
      return Reply.text(500, "Failed to get VM power state: ServerFaultCode: internal error");
    }
    Instant now = clock.instant();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("vm_id", machine.vm().id());
    json.put("power_state", state(machine));
    json.put("tools_status", tools(machine));
    json.put("last_state_change", machine.power().changedAt().toString());
    json.put(
        "uptime_seconds",
        machine.power().isOn()
            ? Duration.between(machine.power().changedAt(), now).toSeconds()
            : 0);
    json.put("timestamp", now.toString());
    return Reply.json(200, json);
  }

  private Map<String, Object> result(
      Machine machine, String before, String operation, String method, Instant began) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("success", true);
    json.put("vm_id", machine.vm().id());
    json.put("previous_state", before);
    json.put("new_state", state(machine));
    json.put("operation", operation);
    if (method != null) {
      json.put("shutdown_method", method);
    }
    json.put("duration_seconds", Duration.between(began, clock.instant()).toSeconds());
    json.put("timestamp", clock.instant().toString());
    json.put("message", "VM " + operation + " operation completed");
    return json;
  }

  /** A state that cannot be read is reported as off: a weakness of the real one that is kept. */
  private static String state(Machine machine) {
    return machine.power().isOn() && !machine.power().isUnreadable() ? "poweredOn" : "poweredOff";
  }

  private static String tools(Machine machine) {
    if (!machine.vm().toolsInstalled()) {
      return "toolsNotInstalled";
    }
    return machine.power().isOn() ? "toolsOk" : "toolsNotRunning";
  }

  private Reply refusal(String vcenter, String username, String password) {
    if (vcenter.isEmpty() || username.isEmpty() || password.isEmpty()) {
      return Reply.text(400, "Missing required vCenter credentials");
    }
    String complaint = vma.complaintAbout(vcenter, username, password);
    return complaint == null ? null : Reply.text(500, complaint);
  }

  private static Reply notFound(String vmId) {
    return Reply.text(404, "VM not found: " + vmId);
  }

  private void afterwards(Duration duration, Runnable action) {
    Runnable later =
        () -> {
          try {
            pace.sleep(duration);
            action.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    JsonServer.daemonThread(later, "vma-guest-shutdown").start();
  }
}
