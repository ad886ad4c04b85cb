package io.breakwater.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.breakwater.inventory.operation.OperatorWords;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Problem details (RFC 9457), as the native API answers what it does not do.
 *
 * @param actionable what a person can do about it
 * @param errors the fields of the request that are wrong; null when that is not the trouble
 * @param runningOperation the workflow of the operation in the way; null when none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    List<String> actionable,
    String requestId,
    List<FieldError> errors,
    String runningOperation,
    List<Candidate> candidates) {
  static final String CONTENT_TYPE = "application/problem+json";

  private static final Pattern FIELD = Pattern.compile("([A-Za-z][\\w.\\[\\]-]*): (.+)");

  record FieldError(String field, String problem) {}

  record Candidate(String contextId, String name, String vcenter) {}

  static Problem of(Refused refused, String path, String requestId) {
    Envelope answer = refused.answer();
    String detail = answer.error() == null ? answer.message() : answer.error();
    List<FieldError> errors = refused.status() == 400 ? errors(detail) : List.of();
    return new Problem(
        "about:blank",
        answer.message(),
        refused.status(),
        OperatorWords.plain(detail),
        path,
        refused.actionable().isEmpty() ? suggestion(refused) : refused.actionable(),
        requestId,
        errors.isEmpty() ? null : errors,
        answer.runningWorkflowId(),
        answer.candidates() == null
            ? null
            : answer.candidates().stream()
                .map(vm -> new Candidate(vm.contextId(), vm.vmName(), vm.vcenterHost()))
                .toList());
  }

  private static List<FieldError> errors(String detail) {
    List<FieldError> errors = new ArrayList<>();
    for (String part : detail.split("; ")) {
      Matcher field = FIELD.matcher(part);
      if (field.matches()) {
        errors.add(new FieldError(field.group(1), OperatorWords.plain(field.group(2))));
      }
    }
    return errors;
  }

  private static List<String> suggestion(Refused refused) {
    if (refused.answer().runningWorkflowId() != null) {
      return List.of(
          "Wait for the end of the operation that runs on the VM, or cancel it.",
          "An administrator can start with force, which cancels it first.");
    }
    return switch (refused.status()) {
      case 400, 422 -> List.of("Correct the request and send it again.");
      case 401 -> List.of("Sign in with a token.");
      case 403 -> List.of("Ask somebody with the role for it.");
      case 404 -> List.of("Look it up in the list; it may be gone by now.");
      case 405 -> List.of("Look at the API's description for what this address takes.");
      case 409 -> List.of("Look at how the VM and its operation stand, then decide.");
      case 413 -> List.of("Send less: a request may have 1 MiB.");
      case 429 -> List.of("Wait a moment, then send fewer requests.");
      case 503 -> List.of("Nothing was changed. Try again in a moment.");
      default -> List.of("Tell whoever runs the gateway the request's id.");
    };
  }
}
