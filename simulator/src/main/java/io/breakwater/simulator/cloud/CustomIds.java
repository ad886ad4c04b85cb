package io.breakwater.simulator.cloud;

import java.util.regex.Pattern;

/** Ids chosen by the caller: checked for their form, and never given out twice. */
final class CustomIds {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final CloudState state;

  CustomIds(CloudState state) {
    this.state = state;
  }

  String newVmId(ApiRequest request) {
    String wanted = wanted(request);
    if (wanted == null) {
      return CloudState.newId();
    }
    Vm vm = state.vms.get(wanted);
    if (vm != null) {
      throw taken(wanted, vm.removed);
    }
    return wanted;
  }

  String newVolumeId(ApiRequest request) {
    String wanted = wanted(request);
    if (wanted == null) {
      return CloudState.newId();
    }
    Volume volume = state.volumes.get(wanted);
    if (volume != null) {
      throw taken(wanted, volume.removed);
    }
    return wanted;
  }

  private static String wanted(ApiRequest request) {
    String wanted = request.text("customid");
    if (wanted != null && !UUID.matcher(wanted).matches()) {
      throw ApiException.invalid("UUID: " + wanted + " doesn't follow the UUID format");
    }
    return wanted;
  }

  private static ApiException taken(String id, boolean removed) {
    return removed
        ? ApiException.internal("Entity already exists ")
        : ApiException.invalid(
            "UUID: " + id + " already exists so can't create/update with custom id");
  }
}
