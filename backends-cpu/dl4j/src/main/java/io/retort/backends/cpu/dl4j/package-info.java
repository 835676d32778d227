/**
 * The {@code dl4j} backend: networks as ComputationGraphs of Deeplearning4j, and the {@code
 * dl4j-zip} exporter.
 *
 * <p>The pieces: {@code TrainingGraph} turns a plan into a graph, using {@code StockLayers} where
 * Deeplearning4j has a layer of the same meaning and an {@code OperatorVertex} with an {@code
 * CustomOperator} of our own where it has not; {@code ParameterRuns} knows where the canonical
 * parameters lie in the graph; {@code Dl4jNetwork} runs it. It is the reference that other backends
 * are compared to, not the fastest.
 */
package io.retort.backends.cpu.dl4j;
