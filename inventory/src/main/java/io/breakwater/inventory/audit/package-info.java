/** Audit: who started, declared or decided what, and why. */
package io.breakwater.inventory.audit;
