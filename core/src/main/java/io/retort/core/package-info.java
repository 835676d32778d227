/** The contracts that every part of Retort is written against, and the engine that runs them. */
package io.retort.core;
