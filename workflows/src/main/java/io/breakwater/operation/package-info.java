/**
 * Operations as durable workflows: their contracts, the runner that carries plans out, and
 * progress.
 */
package io.breakwater.operation;
