package io.breakwater.gateway.operations;

import io.breakwater.gateway.events.EventEndpoints;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.operation.Recent;
import io.breakwater.gateway.operations.OperationDetails.Links;
import io.breakwater.gateway.operations.OperationDetails.Offer;
import io.breakwater.gateway.operations.OperationDetails.Question;
import io.breakwater.gateway.operations.OperationDetails.Step;
import io.breakwater.gateway.operations.OperationLookup.Found;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.history.OperationFilter;
import io.breakwater.inventory.history.OperationHistory;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.inventory.history.RecordedStep;
import io.breakwater.inventory.live.LiveFailoverRow;
import io.breakwater.inventory.live.LiveFailovers;
import io.breakwater.inventory.operation.OperatorWords;
import io.breakwater.operation.Progress;
import io.breakwater.vm.OperationId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Operations as people and scripts see them. Thread-safe; calls block. */
public final class OperationViews implements EventEndpoints.Operations {
  private static final Duration LIFE = Duration.ofMillis(800);

  /** Nothing happens to what ended, unless somebody resets it in Temporal. */
  private static final Duration LIFE_OF_ENDED = Duration.ofSeconds(5);

  private static final int MOST = 2_000;

  private final OperationLookup lookup;
  private final Sources sources;
  private final LiveProgress progress;
  private final Clock clock;
  private final Recent<byte[]> shown = new Recent<>(this::read, MOST);

  OperationViews(OperationLookup lookup, Sources sources, LiveProgress progress, Clock clock) {
    this.lookup = lookup;
    this.sources = sources;
    this.progress = progress;
    this.clock = clock;
  }

  /** A page of summaries. */
  public List<?> page(OperationFilter filter) {
    return summaries(filter);
  }

  List<OperationSummary> summaries(OperationFilter filter) {
    return lookup.page(filter).stream()
        .map(found -> OperationSummary.of(found.operation(), clock.instant()))
        .toList();
  }

  @Override
  public void requireKnown(String id) {
    if (lookup.find(id).isEmpty()) {
      throw OperationEndpoints.unknown(id);
    }
  }

  @Override
  public byte[] json(String id) {
    return shown.of(id);
  }

  private Recent.Value<byte[]> read(String id) {
    OperationDetails details = details(id).orElseThrow(() -> OperationEndpoints.unknown(id));
    boolean open = details.operation().state().isOpen();
    return new Recent.Value<>(NativeJson.bytes(details), open ? LIFE : LIFE_OF_ENDED);
  }

  /** It was decided or cancelled just now: the next one who looks sees that. */
  void forget(String id) {
    shown.forget(id);
  }

  Optional<Found> find(String id) {
    return lookup.find(id);
  }

  Optional<OperationDetails> details(String id) {
    return lookup.find(id).map(this::details);
  }

  OperationDetails details(Found found) {
    OperationRecord operation = found.operation();
    Progress told = found.running() == null ? null : progress.of(found.running()).orElse(null);
    List<RecordedStep> steps = LiveSteps.of(sources.history().steps(operation), told);
    OperationResults result = OperationResults.of(operation);
    OperationSummary summary = OperationSummary.of(operation, clock.instant());
    Question question = question(operation, told);
    List<Step> shown = steps.stream().map(step -> step(operation, step)).toList();
    return new OperationDetails(
        summary.with(
            question == null ? summary.state() : State.AWAITING_OPERATOR, startedBy(operation)),
        reason(operation),
        steps.stream().mapToInt(RecordedStep::round).max().orElse(1),
        StepFigures.expected(shown),
        Lanes.of(
            shown.stream().map(Step::lane),
            operation.context() == null ? List.of() : sources.disks().of(operation.context())),
        shown,
        waitingFor(operation, question, steps, told),
        question,
        question == null ? List.of() : offers(operation, told, steps),
        warnings(told, result),
        result.checks(),
        result.shown(),
        operation.destinationName(),
        operation.state().isOpen() && operation.own(),
        StepFigures.deviations(shown, warnings(told, result)),
        StepFigures.recovery(operation, shown),
        links(operation));
  }

  private Step step(OperationRecord operation, RecordedStep step) {
    String detail = OperatorWords.plain(step.detail());
    return new Step(
        step.id(),
        step.title(),
        step.name(),
        step.state(),
        step.needs(),
        step.lane(),
        step.round(),
        step.startedAt(),
        step.finishedAt(),
        sources.expectations().seconds(operation.context(), step.id()),
        step.attempt(),
        detail.isBlank() ? null : detail);
  }

  private Question question(OperationRecord operation, Progress told) {
    if (told == null || told.question() == null || told.question().isEmpty()) {
      return null;
    }
    String failed =
        told.steps().stream()
            .filter(step -> step.state() == Progress.StepState.FAILED)
            .reduce((first, second) -> second)
            .map(Progress.StepProgress::id)
            .orElse(null);
    return new Question(
        OperatorWords.plain(told.question()),
        failed,
        sources.history().heldSince(operation.id()).orElse(null));
  }

  private List<Offer> offers(OperationRecord operation, Progress told, List<RecordedStep> steps) {
    return Offers.of(told, steps, isLiveStarted(operation));
  }

  /** Whether going back would discard what was written to a live destination. */
  boolean isLiveStarted(OperationRecord operation) {
    return sources
        .live()
        .find(new OperationId(operation.id()))
        .map(LiveFailoverRow::startSubmittedAt)
        .isPresent();
  }

  private static String waitingFor(
      OperationRecord operation, Question question, List<RecordedStep> steps, Progress told) {
    if (!operation.state().isOpen() || !operation.own()) {
      return null;
    }
    if (question != null) {
      return "a decision";
    }
    if (steps.isEmpty()) {
      return "a worker to look at the VM and plan";
    }
    return told == null ? "a worker that answers" : null;
  }

  private static List<String> warnings(Progress told, OperationResults result) {
    List<String> warnings = told == null ? result.warnings() : told.warnings();
    return warnings.stream().map(OperatorWords::plain).toList();
  }

  private String startedBy(OperationRecord operation) {
    return operation.startedBy() == null
        ? sources.starts().actorOf(operation.id()).orElse(null)
        : operation.startedBy();
  }

  private String reason(OperationRecord operation) {
    return sources
        .history()
        .reason(operation.id())
        .or(() -> sources.starts().reasonOf(operation.id()))
        .orElse(null);
  }

  private Links links(OperationRecord operation) {
    return new Links(
        "/api/v2/operations/" + operation.id(),
        sources.temporalUi().of(operation.workflowId(), operation.runId()),
        "/#/operations/" + operation.id() + "/report");
  }

  /** Where the parts of an operation come from. */
  record Sources(
      OperationHistory history,
      Disks disks,
      LiveFailovers live,
      Expectations expectations,
      Starts starts,
      TemporalUi temporalUi) {}
}
