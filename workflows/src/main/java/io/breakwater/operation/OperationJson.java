package io.breakwater.operation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/** How what operations are told and tell is written in workflow histories. */
public final class OperationJson {
  private OperationJson() {}

  /**
   * Temporal's own JSON, except that it ignores unknown fields (Temporal's refuses them): a worker
   * can then take over what a later version began. Unknown step types are refused. Every client and
   * worker needs it.
   */
  public static DataConverter dataConverter() {
    ObjectMapper mapper = JacksonJsonPayloadConverter.newDefaultObjectMapper();
    mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(mapper));
  }
}
