package io.breakwater.operation;

import io.breakwater.vm.BootCheck;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.NetworkId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names every part of a request that differs from the defaults. */
public final class OperationRequestBuilder {
  private ContextId contextId;
  private String externalJobId;
  private String requestedBy;
  private String reason;
  private boolean dryRun;
  private boolean skipVirtio;
  private boolean skipValidation;
  private String testDuration;
  private Boolean autoCleanup;
  private Map<String, NetworkId> networkMappings = Map.of();
  private String onlyOperation;
  private Set<String> only = Set.of();
  private Set<String> skip = Set.of();
  private FailurePolicy onFailure;
  private InjectionPolicy whenInjectionFails;
  private boolean unplanned;
  private boolean skipFinalSync;
  private boolean confirmDiscard;
  private boolean powerOnSource;
  private Integer priority;
  private Instant queuedAt;
  private List<BootCheck> checks;
  private boolean endOldWork;
  private boolean extendedLimits;

  OperationRequestBuilder(ContextId contextId) {
    this.contextId = contextId;
  }

  OperationRequestBuilder(OperationRequest from) {
    this.contextId = from.contextId();
    this.externalJobId = from.externalJobId();
    this.requestedBy = from.requestedBy();
    this.reason = from.reason();
    this.dryRun = from.dryRun();
    this.skipVirtio = from.skipVirtio();
    this.skipValidation = from.skipValidation();
    this.testDuration = from.testDuration();
    this.autoCleanup = from.autoCleanup();
    this.networkMappings = from.networkMappings();
    this.onlyOperation = from.onlyOperation();
    this.only = from.only();
    this.skip = from.skip();
    this.onFailure = from.onFailure();
    this.whenInjectionFails = from.whenInjectionFails();
    this.unplanned = from.unplanned();
    this.skipFinalSync = from.skipFinalSync();
    this.confirmDiscard = from.confirmDiscard();
    this.powerOnSource = from.powerOnSource();
    this.priority = from.priority();
    this.queuedAt = from.queuedAt();
    this.checks = from.checks();
    this.endOldWork = from.endOldWork();
    this.extendedLimits = from.extendedLimits();
  }

  OperationRequestBuilder context(ContextId value) {
    contextId = value;
    return this;
  }

  public OperationRequestBuilder externalJobId(String value) {
    externalJobId = value;
    return this;
  }

  /** Who asks, and why; both may be null. */
  public OperationRequestBuilder askedBy(String who, String why) {
    requestedBy = who;
    reason = why;
    return this;
  }

  /** 0 to 9, higher first; null for the usual one. */
  public OperationRequestBuilder priority(Integer value) {
    priority = value;
    return this;
  }

  /** Since when it counts as waiting for an appliance; null for when it starts. */
  public OperationRequestBuilder queuedAt(Instant value) {
    queuedAt = value;
    return this;
  }

  public OperationRequestBuilder dryRun(boolean value) {
    dryRun = value;
    return this;
  }

  public OperationRequestBuilder skipVirtio(boolean value) {
    skipVirtio = value;
    return this;
  }

  public OperationRequestBuilder skipValidation(boolean value) {
    skipValidation = value;
    return this;
  }

  /** Ends a test by itself; see {@link OperationRequest}. */
  public OperationRequestBuilder endsAfter(String duration, Boolean automatically) {
    testDuration = duration;
    autoCleanup = automatically;
    return this;
  }

  public OperationRequestBuilder networkMappings(Map<String, NetworkId> value) {
    networkMappings = value;
    return this;
  }

  public OperationRequestBuilder onlyOperation(String value) {
    onlyOperation = value;
    return this;
  }

  public OperationRequestBuilder only(Set<String> value) {
    only = value;
    return this;
  }

  public OperationRequestBuilder skip(Set<String> value) {
    skip = value;
    return this;
  }

  public OperationRequestBuilder onFailure(FailurePolicy value) {
    onFailure = value;
    return this;
  }

  public OperationRequestBuilder whenInjectionFails(InjectionPolicy value) {
    whenInjectionFails = value;
    return this;
  }

  public OperationRequestBuilder unplanned(boolean value) {
    unplanned = value;
    return this;
  }

  public OperationRequestBuilder skipFinalSync(boolean value) {
    skipFinalSync = value;
    return this;
  }

  public OperationRequestBuilder confirmDiscard(boolean value) {
    confirmDiscard = value;
    return this;
  }

  public OperationRequestBuilder powerOnSource(boolean value) {
    powerOnSource = value;
    return this;
  }

  public OperationRequestBuilder checks(List<BootCheck> value) {
    checks = value;
    return this;
  }

  public OperationRequestBuilder endOldWork(boolean value) {
    endOldWork = value;
    return this;
  }

  public OperationRequestBuilder extendedLimits(boolean value) {
    extendedLimits = value;
    return this;
  }

  /** The request. */
  public OperationRequest build() {
    return new OperationRequest(
        contextId,
        externalJobId,
        requestedBy,
        reason,
        dryRun,
        skipVirtio,
        skipValidation,
        testDuration,
        autoCleanup,
        networkMappings,
        onlyOperation,
        only,
        skip,
        onFailure,
        whenInjectionFails,
        unplanned,
        skipFinalSync,
        confirmDiscard,
        powerOnSource,
        priority,
        queuedAt,
        checks,
        endOldWork,
        extendedLimits);
  }
}
