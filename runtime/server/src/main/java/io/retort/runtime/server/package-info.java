/**
 * A student over HTTP. A {@code StudentHandler} finds the {@code Route} of a request and reads its
 * body ({@code BodyReader}, {@code BodyChunks}); what the body says becomes samples ({@code
 * RequestRows}, {@code ImageBody}, {@code InferenceRequest} with {@code TensorSamples}). These wait
 * as a {@code PredictionJob} in the {@code BatchQueue}, from which {@code BatchWorkers} take the
 * samples of several requests at once; the last of a request's samples writes the response.
 */
package io.retort.runtime.server;
