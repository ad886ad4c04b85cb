package io.breakwater.inventory.site;

import io.breakwater.vm.MachineId;
import java.net.URI;

/**
 * An active row of {@code ossea_configs}. Must not go into a workflow's history: it holds keys.
 *
 * @param apiUrl ends with {@code /client/api}
 * @param zone name or UUID
 * @param networkId the default network; may be empty
 * @param appliance the VM that holds the replicated disks
 */
public record Site(
    long id,
    String name,
    URI apiUrl,
    ApiKeys keys,
    String domain,
    String zone,
    String templateId,
    String networkId,
    String serviceOfferingId,
    MachineId appliance) {}
