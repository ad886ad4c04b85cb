package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** The API commands this cloud knows, by their exact name. */
final class Commands {

  /** Answers one request with what stands inside the {@code <command>response} object. */
  @FunctionalInterface
  interface Handler {
    JsonNode handle(ApiRequest request);
  }

  private record Command(Handler handler, boolean mutating) {}

  private final Map<String, Command> commands = new HashMap<>();

  Commands(Cloud cloud) {
    new CatalogueCommands(cloud).register(this);
    new HostCommands(cloud).register(this);
    new VmQueries(cloud).register(this);
    new VmDeploy(cloud).register(this);
    new VmPower(cloud).register(this);
    new VmEnd(cloud).register(this);
    new VolumeQueries(cloud).register(this);
    new VolumeCommands(cloud).register(this);
    new VolumeMoves(cloud).register(this);
    new SnapshotCommands(cloud).register(this);
    new TagCommands(cloud).register(this);
    new JobCommands(cloud).register(this);
    read("listApis", this::api);
  }

  private JsonNode api(ApiRequest request) {
    String name = request.text("name");
    if (!knows(name)) {
      throw ApiException.of(
          530, "Api Discovery plugin was unable to find an api by that name or process any apis");
    }
    ObjectNode answer = Json.object();
    answer.put("count", 1);
    answer.putArray("api").addObject().put("name", name);
    return answer;
  }

  void read(String name, Handler handler) {
    commands.put(name, new Command(handler, false));
  }

  void write(String name, Handler handler) {
    commands.put(name, new Command(handler, true));
  }

  boolean knows(String name) {
    return commands.containsKey(name);
  }

  boolean mutating(String name) {
    Command command = commands.get(name);
    return command != null && command.mutating();
  }

  JsonNode handle(ApiRequest request) {
    return commands.get(request.command()).handler().handle(request);
  }
}
