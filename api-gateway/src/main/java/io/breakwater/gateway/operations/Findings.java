package io.breakwater.gateway.operations;

import io.breakwater.inventory.operation.OperatorWords;
import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.SourceView;
import io.breakwater.vm.MachineId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was seen of a VM, in sentences. */
final class Findings {
  private Findings() {}

  static List<String> of(Observation seen) {
    List<String> found = new ArrayList<>();
    found.add(seen.vm().vmName() + " is marked as " + words(seen.vm().status()));
    Duration age = seen.health() == null ? null : seen.health().replication().age();
    if (age != null) {
      found.add("The last replication completed " + words(age) + " ago");
    }
    seen.disks().forEach(disk -> found.add(disk(disk, seen)));
    seen.machines().stream()
        .filter(machine -> machine.state() != MachineState.ABSENT)
        .forEach(machine -> found.add(machine(machine)));
    if (seen.source().power() != SourceView.Power.NOT_ASKED) {
      found.add("The source is " + words(seen.source().power()) + note(seen.source()));
    }
    return found.stream().map(OperatorWords::plain).toList();
  }

  private static String note(SourceView source) {
    return source.note().isEmpty() ? "" : " (" + source.note() + ")";
  }

  private static String disk(DiskView disk, Observation seen) {
    String where =
        switch (disk.place().kind()) {
          case APPLIANCE -> "on the appliance";
          case MACHINE -> "on " + nameOf(disk.place().machine(), seen);
          case FOREIGN -> "on a VM that is not ours (" + disk.place().machine() + ")";
          case DETACHED -> "detached";
          case MISSING -> "not known to CloudStack";
        };
    String snapshots =
        disk.snapshots().isEmpty() ? "" : ", with " + count(disk.snapshots().size(), "snapshot");
    return disk.id()
        + " is "
        + where
        + (disk.dirty() ? ", written to since its replication" : ", as replicated")
        + snapshots;
  }

  private static String nameOf(MachineId machine, Observation seen) {
    return seen.machine(machine).map(MachineView::name).orElse(machine.value());
  }

  private static String machine(MachineView machine) {
    return "VM "
        + machine.name()
        + " is "
        + words(machine.state())
        + " with "
        + count(machine.volumes().size(), "disk");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String words(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String words(Duration age) {
    return age.toHours() > 0 ? age.toHours() + " h" : age.toMinutes() + " min";
  }
}
