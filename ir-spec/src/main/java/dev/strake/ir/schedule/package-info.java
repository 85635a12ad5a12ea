/// Scheduling: from checked to scheduled programs.
///
/// [dev.strake.ir.pass.Pipelines] has the list. What a backend may rely on in the scheduled form,
/// besides the rules of the verifier:
///
/// - **No reductions, no calls.** Orders of reductions are loops over plain ops.
/// - **Order.** Ops that can fail stand where the program as written has them, and run as often. So
///   a backend that runs loops in ascending order and stops at the first failing op reports the
///   failure that is first in iteration order.
/// - **`par` loops** are independent and may be cut into pieces anywhere. **`seq` loops** also
///   stand for short borders of parallel loops.
/// - **`lanes(n)` loops**: n is a power of two from 2; the trip count is a multiple of n, perhaps
///   0, and `upper >= lower`. In the body nothing can fail, there is no local array and no integer
///   division; loops are `seq` or `while`. Bounds of loops and conditions of `if` and `while` are
///   uniform, every load is uniform or contiguous and every store contiguous, as [LaneAnalysis]
///   says. So n iterations can run op by op in lockstep, each varying value in registers of lanes.
/// - **How many lanes.** [PlanLanes] takes what fills one register of `vectorBits` with the widest
///   varying type, counted as 32 bits at least. [LowerReductions] takes the lanes of the reduction:
///   128 bytes of accumulators (16 of `f64`, 32 of `f32`) in the order `lanes`, two registers in
///   the order `free`, and halves of these down to 2 where they are folded. So a value may need
///   several registers or part of one.
/// - **Tails.** After each lanes loop of [PlanLanes] comes a `par` loop over the rest, shorter than
///   n, with a copy of the body.
/// - **Local arrays** of reductions are small: one element per lane, and 64 for chunks.
/// - **Tidiness.** Literals, sizes and what a loop repeats stand in front of it, as far out as they
///   can; equal values are computed once; everything that is computed is needed.
///
/// None of this changes a result: the interpreter gives the same bits for a program as written,
/// checked, and scheduled by any options.
package dev.strake.ir.schedule;
