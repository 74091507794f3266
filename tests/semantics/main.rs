//! The rules that fix every number, one test each: the rule's own example and its boundary.
//!
//! Tests bear the rule's number. Rules of which nothing is built yet have none.

#[path = "../common/mod.rs"]
mod common;

mod a_numbers;
mod b_rules_of_leaves;
mod ballots;
mod bounds;
mod c6_value_of_the_unit_above;
mod c_stages_and_states;
mod d_nodes;
mod door;
mod e_bonus_and_deduction;
mod f_grade_and_rank;
mod g_ledger;
mod h_weak_criteria;
mod i_steps_and_plans;
mod k_comparisons;
mod l_papi;
mod m_corners;
mod p_periods;
mod people;
mod q_unread;
mod r11_lists_and_cuts;
mod r_settled_readings;
mod register_and_plans;
mod rules;
mod s_letters;
mod surveys;
mod targets;
mod ties;
mod together;
