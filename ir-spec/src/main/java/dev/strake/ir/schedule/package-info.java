/// Scheduling: from checked to scheduled programs, and what backends may know about the result.
package dev.strake.ir.schedule;
