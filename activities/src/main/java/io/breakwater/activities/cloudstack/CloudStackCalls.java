package io.breakwater.activities.cloudstack;

import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import org.jclouds.cloudstack.filters.AuthenticationFilter;
import org.jclouds.rest.annotations.QueryParams;
import org.jclouds.rest.annotations.RequestFilters;

/**
 * The calls that jclouds-cloudstack 2.7.0 lacks, or whose answers it loses parts of (details,
 * delete protection, device numbers, unknown states, job errors). Each returns CloudStack's JSON as
 * it came.
 */
@RequestFilters(AuthenticationFilter.class)
@QueryParams(keys = "response", values = "json")
interface CloudStackCalls {

  @Named("listVirtualMachines")
  @GET
  @QueryParams(
      keys = {"command", "listall"},
      values = {"listVirtualMachines", "true"})
  String listVirtualMachines(Query query);

  /** Without {@code listall} CloudStack lists only what belongs to the account of the keys. */
  @Named("listVirtualMachines")
  @GET
  @QueryParams(keys = "command", values = "listVirtualMachines")
  String listOwnVirtualMachines(Query query);

  @Named("listHosts")
  @GET
  @QueryParams(
      keys = {"command", "type"},
      values = {"listHosts", "Routing"})
  String listHosts(Query query);

  @Named("listCapabilities")
  @GET
  @QueryParams(keys = "command", values = "listCapabilities")
  String listCapabilities(Query query);

  @Named("listApis")
  @GET
  @QueryParams(keys = "command", values = "listApis")
  String listApis(Query query);

  @Named("listVolumes")
  @GET
  @QueryParams(
      keys = {"command", "listall"},
      values = {"listVolumes", "true"})
  String listVolumes(Query query);

  @Named("listSnapshots")
  @GET
  @QueryParams(
      keys = {"command", "listall"},
      values = {"listSnapshots", "true"})
  String listSnapshots(Query query);

  @Named("listAsyncJobs")
  @GET
  @QueryParams(
      keys = {"command", "listall"},
      values = {"listAsyncJobs", "true"})
  String listAsyncJobs(Query query);

  @Named("queryAsyncJobResult")
  @GET
  @QueryParams(keys = "command", values = "queryAsyncJobResult")
  String queryAsyncJobResult(Query query);

  @Named("listZones")
  @GET
  @QueryParams(keys = "command", values = "listZones")
  String listZones(Query query);

  @Named("listTemplates")
  @GET
  @QueryParams(
      keys = {"command", "templatefilter"},
      values = {"listTemplates", "executable"})
  String listTemplates(Query query);

  @Named("listServiceOfferings")
  @GET
  @QueryParams(keys = "command", values = "listServiceOfferings")
  String listServiceOfferings(Query query);

  @Named("listNetworks")
  @GET
  @QueryParams(
      keys = {"command", "listall"},
      values = {"listNetworks", "true"})
  String listNetworks(Query query);

  @Named("deployVirtualMachine")
  @GET
  @QueryParams(
      keys = {"command", "startvm"},
      values = {"deployVirtualMachine", "false"})
  String deployVirtualMachine(Query query);

  @Named("stopVirtualMachine")
  @GET
  @QueryParams(keys = "command", values = "stopVirtualMachine")
  String stopVirtualMachine(Query query);

  @Named("destroyVirtualMachine")
  @GET
  @QueryParams(keys = "command", values = "destroyVirtualMachine")
  String destroyVirtualMachine(Query query);

  @Named("expungeVirtualMachine")
  @GET
  @QueryParams(keys = "command", values = "expungeVirtualMachine")
  String expungeVirtualMachine(Query query);

  @Named("recoverVirtualMachine")
  @GET
  @QueryParams(keys = "command", values = "recoverVirtualMachine")
  String recoverVirtualMachine(Query query);

  @Named("updateVirtualMachine")
  @GET
  @QueryParams(keys = "command", values = "updateVirtualMachine")
  String updateVirtualMachine(Query query);

  @Named("attachVolume")
  @GET
  @QueryParams(keys = "command", values = "attachVolume")
  String attachVolume(Query query);

  @Named("deleteVolume")
  @GET
  @QueryParams(keys = "command", values = "deleteVolume")
  String deleteVolume(Query query);

  @Named("createSnapshot")
  @GET
  @QueryParams(keys = "command", values = "createSnapshot")
  String createSnapshot(Query query);

  @Named("revertSnapshot")
  @GET
  @QueryParams(keys = "command", values = "revertSnapshot")
  String revertSnapshot(Query query);

  @Named("deleteSnapshot")
  @GET
  @QueryParams(keys = "command", values = "deleteSnapshot")
  String deleteSnapshot(Query query);
}
