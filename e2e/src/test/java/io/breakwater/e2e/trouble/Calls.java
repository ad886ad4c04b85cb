package io.breakwater.e2e.trouble;

import io.breakwater.simulator.cloud.SnapshotView;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The calls that change something in CloudStack, and faults aimed at those for one VM. */
final class Calls {
  private final TroubleWorld world;

  Calls(TroubleWorld world) {
    this.world = world;
  }

  /** The changing commands that were used for the VM, and for each whether it starts a job. */
  Map<String, Boolean> usedSince(long moment, ProtectedContext vm) {
    Map<String, Boolean> used = new LinkedHashMap<>();
    world.cloud().journal().since(moment).stream()
        .filter(JournalEntry::mutating)
        .filter(call -> isAbout(vm, call.parameters()))
        .forEach(call -> used.putIfAbsent(call.command(), call.jobId() != null));
    return used;
  }

  /** The next call of this command for this VM goes wrong, whoever makes it. */
  void play(String command, FaultKind kind, ProtectedContext vm, UnaryOperator<Fault> more) {
    world
        .cloud()
        .faults()
        .add(more.apply(Fault.on(command, kind)), parameters -> isAbout(vm, parameters));
  }

  private boolean isAbout(ProtectedContext vm, Map<String, String> parameters) {
    return parameters.values().stream().anyMatch(idsOf(vm)::contains);
  }

  /** The VM and what belongs to it right now, as far as a call may name it. */
  private Set<String> idsOf(ProtectedContext vm) {
    Set<String> ids = new HashSet<>(vm.volumeIds());
    ids.add(vm.contextId());
    for (VmView machine : world.cloud().view().vms()) {
      if (vm.contextId().equals(machine.details().get("breakwater.context"))) {
        ids.add(machine.id());
        if (machine.bornRootId() != null) {
          ids.add(machine.bornRootId());
        }
      }
    }
    for (SnapshotView snapshot : world.cloud().view().snapshots()) {
      if (vm.volumeIds().contains(snapshot.volumeId())) {
        ids.add(snapshot.id());
      }
    }
    return ids;
  }
}
