/**
 * The exporter {@code solr-ltr}: a student that ranks, as a {@code NeuralNetworkModel} of Solr's
 * module for learning to rank. {@code SolrScore} chooses what the score is, {@code DenseChain}
 * brings the network to dense layers, {@code SolrFeatures} names what Solr has to extract.
 */
package io.retort.exporters.solr;
