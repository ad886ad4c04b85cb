package io.breakwater.gateway.vm;

import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.VmCandidate;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.operation.Candidate;
import java.util.List;

/** Finds the one VM that a request means, or refuses: never a guess. Thread-safe. */
public final class VmLookup {
  private final Contexts contexts;

  public VmLookup(Contexts contexts) {
    this.contexts = contexts;
  }

  /**
   * The VM of a request.
   *
   * @param contextId decides when given
   * @param name the VM's name, or its context id in the name's place; null when not given
   * @param vmwareId has to agree when given; chooses among VMs of the same name
   * @param names how the request calls these three, for refusals
   * @throws Refused 404 when there is no such VM, 409 with the candidates when there are several,
   *     400 when the three do not agree
   */
  public Candidate find(String contextId, String name, String vmwareId, Names names) {
    Candidate found =
        contextId == null ? byName(name, vmwareId, names) : byContext(contextId, names);
    if (contextId != null && name != null && !name.equals(found.vmName())) {
      throw disagree(names.name(), found, "'" + found.vmName() + "', not '" + name + "'");
    }
    if (vmwareId != null && !vmwareId.equals(found.vmwareVmId())) {
      throw disagree(
          names.vmwareId(),
          found,
          "'" + found.vmwareVmId() + "' in vCenter, not '" + vmwareId + "'");
    }
    return found;
  }

  /**
   * The VM of an id of any kind: context id, name, or VMware id.
   *
   * @param field how the request calls it, for refusals
   * @throws Refused 404 when there is no such VM, 409 with the candidates when there are several
   */
  public Candidate byAnyId(String id, String field) {
    List<Candidate> found = all(id);
    if (found.isEmpty()) {
      found =
          contexts.list().stream()
              .map(ContextRow::candidate)
              .filter(vm -> id.equals(vm.vmwareVmId()))
              .toList();
    }
    if (found.size() > 1) {
      throw ambiguous(id, found);
    }
    return found.stream()
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    field + ": no VM has the context id, the name or the VMware id '" + id + "'"));
  }

  /** Every VM of this name or with this context id. */
  public List<Candidate> all(String nameOrContextId) {
    return nameOrContextId.isBlank() ? List.of() : contexts.resolve(nameOrContextId);
  }

  private Candidate byContext(String contextId, Names names) {
    return contexts.resolve(contextId).stream()
        .filter(vm -> vm.contextId().value().equals(contextId))
        .findFirst()
        .orElseThrow(
            () -> unknown(names.contextId() + ": no VM has the context id '" + contextId + "'"));
  }

  private Candidate byName(String name, String vmwareId, Names names) {
    List<Candidate> found = all(name);
    List<Candidate> chosen =
        found.size() < 2 || vmwareId == null
            ? found
            : found.stream().filter(vm -> vmwareId.equals(vm.vmwareVmId())).toList();
    if (chosen.size() == 1) {
      return chosen.get(0);
    }
    if (found.isEmpty()) {
      throw unknown(names.name() + ": no VM has the name '" + name + "'");
    }
    throw ambiguous(name, chosen.isEmpty() ? found : chosen);
  }

  private static Refused unknown(String error) {
    return Refused.notFound("VM not found", error);
  }

  private static Refused ambiguous(String name, List<Candidate> vms) {
    String error =
        "the name '"
            + name
            + "' means "
            + vms.size()
            + " VMs; say which one by its context_id (see candidates)";
    return new Refused(
        409,
        Envelope.failed("VM name is ambiguous", error)
            .withCandidates(vms.stream().map(VmLookup::shown).toList()));
  }

  private static Refused disagree(String field, Candidate vm, String what) {
    return Refused.badRequest(
        "VM is not the one named", field + ": the VM of context " + vm.contextId() + " is " + what);
  }

  private static VmCandidate shown(Candidate vm) {
    return new VmCandidate(
        vm.contextId().value(),
        vm.vmName(),
        vm.vcenterHost(),
        vm.vmwareVmId(),
        vm.status() == null ? null : vm.status().name());
  }

  /** What the request calls its fields. */
  public record Names(String contextId, String name, String vmwareId) {}
}
