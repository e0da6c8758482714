//! Sharing an amount out over several lines without losing or inventing a minor unit.

/// Shares `total` minor units out in proportion to `weights`, by the method of largest remainders: everyone gets the exact
/// share rounded down, and the units left over go one each to the largest remainders, ties to the earlier one.
///
/// The shares always sum to `total`, each lies less than one unit from its exact share, and the shares of `-total` are
/// those of `total` negated. Weights that sum to zero have no proportion: the whole goes to the first one. No weights, no
/// shares.
#[must_use]
pub fn allocate(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
    if sum == 0 {
        return weights.iter().enumerate().map(|(index, _)| if index == 0 { total } else { 0 }).collect();
    }
    let magnitude = i128::from(total).abs();
    let sign = if total < 0 { -1 } else { 1 };
    let exact = |weight: i64| magnitude * i128::from(weight) * sum.signum();
    let mut shares: Vec<i128> = weights.iter().map(|&weight| exact(weight).div_euclid(sum.abs())).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(exact(weights[index]).rem_euclid(sum.abs())));
    let mut left = magnitude - shares.iter().sum::<i128>();
    for index in order {
        if left == 0 {
            break;
        }
        shares[index] += 1;
        left -= 1;
    }
    shares.into_iter().map(|share| saturate(share * sign)).collect()
}

/// Shares fit whenever the weights have one sign; only absurd mixed weights could exceed 64 bits.
fn saturate(share: i128) -> i64 {
    i64::try_from(share).unwrap_or(if share < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties_go_to_the_earlier_line() {
        assert_eq!(allocate(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(allocate(2, &[1, 1, 1]), [1, 1, 0]);
        assert_eq!(allocate(-100, &[1, 1, 1]), [-34, -33, -33]);
    }

    #[test]
    fn the_largest_remainder_wins() {
        assert_eq!(allocate(10, &[33, 33, 34]), [3, 3, 4]);
        assert_eq!(allocate(1, &[1, 2]), [0, 1]);
    }

    #[test]
    fn nothing_to_weigh_by() {
        assert_eq!(allocate(0, &[0, 0]), [0, 0]);
        assert_eq!(allocate(5, &[0, 0]), [5, 0]);
        assert_eq!(allocate(5, &[]), Vec::<i64>::new());
    }

    #[test]
    fn credits_among_the_weights_take_their_own_sign() {
        assert_eq!(allocate(19, &[150, -50]), [29, -10]);
    }

    proptest! {
        #[test]
        fn shares_sum_to_the_total_and_stay_within_a_unit(
            total in -1_000_000_000_000_i64..1_000_000_000_000,
            weights in prop::collection::vec(0_i64..1_000_000_000, 1..12),
        ) {
            let shares = allocate(total, &weights);
            prop_assert_eq!(shares.iter().sum::<i64>(), total);
            let sum: i128 = weights.iter().map(|&w| i128::from(w)).sum();
            if sum > 0 {
                for (&share, &weight) in shares.iter().zip(&weights) {
                    let off = i128::from(share) * sum - i128::from(total) * i128::from(weight);
                    prop_assert!(off.abs() < sum);
                }
            }
        }

        #[test]
        fn a_credit_mirrors_the_charge(total in 0_i64..1_000_000, weights in prop::collection::vec(0_i64..1_000, 1..8)) {
            let mirrored: Vec<i64> = allocate(-total, &weights).into_iter().map(|share| -share).collect();
            prop_assert_eq!(mirrored, allocate(total, &weights));
        }

        #[test]
        fn equal_weights_never_favour_the_later(total in 0_i64..1_000_000, count in 1_usize..12) {
            let shares = allocate(total, &vec![7; count]);
            prop_assert!(shares.windows(2).all(|pair| pair[0] >= pair[1]));
        }
    }
}
