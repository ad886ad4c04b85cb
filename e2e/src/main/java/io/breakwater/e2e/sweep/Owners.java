package io.breakwater.e2e.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.host.Arrival;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Knows which protected VM an id in a request belongs to, and as what. Thread-safe. */
final class Owners {
  /** An id of somebody's. */
  record Owned(String context, String role) {}

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{5,}");

  private final SimulatedCloud cloud;
  private final Map<String, Owned> known = new ConcurrentHashMap<>();

  Owners(SimulatedCloud cloud) {
    this.cloud = cloud;
  }

  void add(ProtectedContext vm) {
    known.put(vm.contextId(), new Owned(vm.contextId(), "context"));
    known.put(vm.vmwareVmId(), new Owned(vm.contextId(), "source"));
    known.put(vm.vmName(), new Owned(vm.contextId(), "name"));
    for (int i = 0; i < vm.volumeIds().size(); i++) {
      String role = i == 0 ? "os" : "data-" + i;
      known.put(vm.volumeIds().get(i), new Owned(vm.contextId(), role));
    }
  }

  /** The ids in a request, in the order of its text; what belongs to nobody is left out. */
  List<Owned> in(Arrival arrival) {
    List<Owned> owned = new ArrayList<>();
    collect(arrival.name(), owned);
    // Sorted, so that the same call always has the same name.
    arrival.parameters().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(e -> !e.getKey().equalsIgnoreCase("apikey") && !e.getKey().equals("signature"))
        .forEach(e -> collect(e.getValue(), owned));
    collect(arrival.body(), owned);
    return owned;
  }

  /** Who is meant by a text that names ids, such as a violation. */
  Optional<String> contextIn(String text) {
    List<Owned> owned = new ArrayList<>();
    collect(text, owned);
    return owned.stream().map(Owned::context).findFirst();
  }

  /** What the service answered may name an operation that later requests ask for. */
  void learn(String context, String call, JsonNode answer) {
    if (answer.path("id").isTextual()) {
      known.putIfAbsent(answer.get("id").asText(), new Owned(context, call));
    }
  }

  private void collect(String text, List<Owned> owned) {
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      find(word.group()).filter(o -> !owned.contains(o)).ifPresent(owned::add);
    }
  }

  private Optional<Owned> find(String id) {
    Owned owner = known.get(id);
    if (owner == null && id.length() == 36 && !isTheAppliance(id)) {
      owner = look(id);
      if (owner != null) {
        known.put(id, owner);
      }
    }
    return Optional.ofNullable(owner);
  }

  private Owned look(String id) {
    Optional<Owned> job = cloud.journal().startOf(id).flatMap(this::job);
    return job.or(() -> inCloud(id)).orElse(null);
  }

  /** It stands in many requests, and a look for what it might be is long with many VMs. */
  private boolean isTheAppliance(String id) {
    return cloud.view().applianceId().filter(id::equals).isPresent();
  }

  private Optional<Owned> job(JournalEntry start) {
    List<Owned> owned = new ArrayList<>();
    collect(start.parameters().toString(), owned);
    String roles = owned.stream().map(Owned::role).collect(Collectors.joining(" "));
    return owned.stream()
        .findFirst()
        .map(o -> new Owned(o.context(), start.command() + " of " + roles));
  }

  private Optional<Owned> inCloud(String id) {
    CloudView view = cloud.view();
    Optional<Owned> machine =
        view.vms().stream()
            .filter(vm -> id.equals(vm.id()) || id.equals(vm.bornRootId()))
            .filter(vm -> vm.details().containsKey("breakwater.context"))
            .map(
                vm ->
                    new Owned(
                        vm.details().get("breakwater.context"),
                        id.equals(vm.id()) ? "machine" : "root"))
            .findFirst();
    return machine.or(
        () ->
            view.snapshot(id)
                .flatMap(s -> Optional.ofNullable(known.get(s.volumeId())))
                .map(disk -> new Owned(disk.context(), "snapshot of " + disk.role())));
  }
}
