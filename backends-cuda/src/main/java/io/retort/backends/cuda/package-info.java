/**
 * The compute backend for NVIDIA devices: for now its configuration and a provider that says why it
 * is unavailable.
 */
package io.retort.backends.cuda;
