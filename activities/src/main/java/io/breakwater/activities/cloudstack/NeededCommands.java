package io.breakwater.activities.cloudstack;

import java.util.List;

/** The commands of CloudStack that an account needs for failovers. */
public final class NeededCommands {
  /** Without one of these some operation fails, most of them in their middle. */
  public static final List<String> ALL =
      List.of(
          "listCapabilities",
          "listZones",
          "listTemplates",
          "listServiceOfferings",
          "listNetworks",
          "listVirtualMachines",
          "listVolumes",
          "listSnapshots",
          "listAsyncJobs",
          "queryAsyncJobResult",
          "deployVirtualMachine",
          "startVirtualMachine",
          "stopVirtualMachine",
          "destroyVirtualMachine",
          "expungeVirtualMachine",
          "recoverVirtualMachine",
          "updateVirtualMachine",
          "attachVolume",
          "detachVolume",
          "deleteVolume",
          "createSnapshot",
          "revertSnapshot",
          "deleteSnapshot");

  private NeededCommands() {}

  /** Those of them that the account may not call. */
  public static List<String> missing(CloudStack cloud) {
    return ALL.stream().filter(command -> !cloud.isOffered(command)).toList();
  }
}
