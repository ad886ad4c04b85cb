package io.breakwater.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.cloud.SimulatedCloudBuilder;
import io.breakwater.simulator.contract.ApiClient;
import java.util.LinkedHashMap;
import java.util.Map;

/** A running simulator with an appliance and one protected VM, and a client to its API. */
public final class SimulatorFixture implements AutoCloseable {

  /** The VM context whose disks are protected. */
  public static final String CONTEXT = "ctx-1";

  private final Simulator simulator;
  private final ApiClient api;
  private final String network;
  private final String template;
  private final String offering;
  private final String appliance;

  public SimulatorFixture() {
    this(SimulatedCloud.builder().timeScale(0.02));
  }

  public SimulatorFixture(SimulatedCloudBuilder builder) {
    simulator = Simulator.of(builder).start();
    SimulatedCloud cloud = simulator.cloud();
    network = cloud.addNetwork("test-net", true);
    template = cloud.addTemplate("base", 1L << 30);
    offering = cloud.addServiceOffering("fixed", false);
    appliance = cloud.addVm("oma", network);
    cloud.applianceIs(appliance);
    api = new ApiClient(cloud.url(), cloud.apiKey(), cloud.secretKey());
  }

  public Simulator simulator() {
    return simulator;
  }

  public SimulatedCloud cloud() {
    return simulator.cloud();
  }

  public ApiClient api() {
    return api;
  }

  public String appliance() {
    return appliance;
  }

  public String network() {
    return network;
  }

  /** A protected disk on the appliance. */
  public String disk(String name) {
    String id = cloud().addVolume(name, 10, appliance, null);
    cloud().protect(CONTEXT, id);
    return id;
  }

  /** A stopped destination without its root, marked and guarded. */
  public String destination(String name, String operation) {
    String vm = deploy(name, Map.of("details[0].breakwater.operation", operation));
    String root = cloud().view().vm(vm).orElseThrow().bornRootId();
    job("detachVolume", Map.of("id", root));
    api.get("deleteVolume", Map.of("id", root));
    api.get("updateVirtualMachine", Map.of("id", vm, "deleteprotection", "true"));
    return vm;
  }

  /** Deploys a stopped VM and gives its id. */
  public String deploy(String name, Map<String, String> more) {
    Map<String, String> parameters = deployment(name);
    parameters.putAll(more);
    return job("deployVirtualMachine", parameters).get("jobinstanceid").asText();
  }

  /** The parameters of a deploy without start. */
  public Map<String, String> deployment(String name) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("name", name);
    parameters.put("serviceofferingid", offering);
    parameters.put("templateid", template);
    parameters.put("zoneid", cloud().zoneId());
    parameters.put("networkids", network);
    parameters.put("startvm", "false");
    return parameters;
  }

  /** Takes a snapshot and gives its id. */
  public String snapshot(String volumeId) {
    return job("createSnapshot", Map.of("volumeid", volumeId, "name", "before"))
        .get("jobinstanceid")
        .asText();
  }

  /** Runs a job to its end, however it ends. */
  public JsonNode job(String command, Map<String, String> parameters) {
    return api.job(command, parameters);
  }

  /** Starts a job and gives its id. */
  public String submit(String command, Map<String, String> parameters) {
    return api.get(command, parameters).inside().get("jobid").asText();
  }

  /** Awaits the end of a job. */
  public JsonNode await(String jobId) {
    return api.await(jobId);
  }

  /** The state in which the VM is listed. */
  public String listedState(String vmId) {
    return api.get("listVirtualMachines", Map.of("id", vmId))
        .inside()
        .at("/virtualmachine/0/state")
        .asText();
  }

  @Override
  public void close() {
    simulator.close();
  }
}
