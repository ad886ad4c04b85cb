package io.breakwater.activities.cloudstack;

import io.breakwater.activities.cloudstack.CloudStackException.Kind;
import io.breakwater.vm.NetworkId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The list calls. What CloudStack lists beyond what was asked for is dropped by the callers. */
final class CloudStackLists {
  private static final int IDS_PER_CALL = 50;

  private final CloudStackSession session;

  CloudStackLists(CloudStackSession session) {
    this.session = session;
  }

  List<CsMachine> machines(Query query) {
    return session.list(
        "listVirtualMachines",
        "virtualmachine",
        query,
        CloudStackCalls::listVirtualMachines,
        new CsParser("listVirtualMachines " + query)::machine);
  }

  List<CsMachine> ownMachines(Query query) {
    return session.list(
        "listVirtualMachines",
        "virtualmachine",
        query,
        CloudStackCalls::listOwnVirtualMachines,
        new CsParser("listVirtualMachines " + query)::machine);
  }

  List<CsHost> hosts() {
    return session.list(
        "listHosts",
        "host",
        Query.none(),
        CloudStackCalls::listHosts,
        new CsParser("listHosts")::host);
  }

  List<CsVolume> volumes(Query query) {
    return session.list(
        "listVolumes",
        "volume",
        query,
        CloudStackCalls::listVolumes,
        new CsParser("listVolumes " + query)::volume);
  }

  List<CsSnapshot> snapshots(Query query) {
    return session.list(
        "listSnapshots",
        "snapshot",
        query,
        CloudStackCalls::listSnapshots,
        new CsParser("listSnapshots " + query)::snapshot);
  }

  Optional<CsTemplate> template(String id) {
    return first(
        only(
            () ->
                session.list(
                    "listTemplates",
                    "template",
                    Query.of("id", id),
                    CloudStackCalls::listTemplates,
                    node ->
                        new CsTemplate(
                            node.path("id").asText(),
                            node.path("name").asText(),
                            node.path("size").asLong(-1),
                            node.path("isready").asBoolean(false)))));
  }

  Optional<CsOffering> offering(String id) {
    return first(
        only(
            () ->
                session.list(
                    "listServiceOfferings",
                    "serviceoffering",
                    Query.of("id", id),
                    CloudStackCalls::listServiceOfferings,
                    node ->
                        new CsOffering(
                            node.path("id").asText(),
                            node.path("name").asText(),
                            node.path("iscustomized").asBoolean(false)))));
  }

  Optional<CsNetwork> network(NetworkId id) {
    return first(
        only(
            () ->
                session.list(
                    "listNetworks",
                    "network",
                    Query.of("id", id),
                    CloudStackCalls::listNetworks,
                    node ->
                        new CsNetwork(
                            new NetworkId(node.path("id").asText()),
                            node.path("name").asText(),
                            node.path("state").asText(),
                            node.path("zoneid").asText()))));
  }

  /**
   * Many objects in few calls. CloudStack refuses the whole list when it does not know one of the
   * ids; then each is asked for alone.
   */
  <I, T> List<T> byIds(
      Collection<I> ids,
      Function<I, String> text,
      Function<Query, List<T>> list,
      Function<T, String> idOf) {
    List<String> wanted = ids.stream().map(text).distinct().toList();
    List<T> found = new ArrayList<>();
    for (int from = 0; from < wanted.size(); from += IDS_PER_CALL) {
      List<String> some = wanted.subList(from, Math.min(from + IDS_PER_CALL, wanted.size()));
      try {
        found.addAll(list.apply(Query.of("ids", String.join(",", some))));
      } catch (CloudStackException e) {
        if (e.kind() != Kind.NOT_FOUND) {
          throw e;
        }
        some.forEach(id -> found.addAll(only(() -> list.apply(Query.of("id", id)))));
      }
    }
    Set<String> asked = new HashSet<>(wanted);
    return found.stream().filter(element -> asked.remove(idOf.apply(element))).toList();
  }

  /** A list of one object, empty when CloudStack answers that it does not know it. */
  static <T> List<T> only(Supplier<List<T>> list) {
    try {
      return list.get();
    } catch (CloudStackException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  private static <T> Optional<T> first(List<T> list) {
    return list.stream().findFirst();
  }
}
