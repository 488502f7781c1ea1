#pragma once
// The subcommands of `edgecase case`, one function each.

#include "cli/command.hpp"

namespace edgecase::cli {

Command case_list_command();
Command case_start_command();
Command case_ask_command();
Command case_predict_command();
Command case_run_command();
Command case_next_command();
Command case_claim_command();
Command case_hint_command();
Command case_pause_command();
Command case_submit_command();
Command case_interview_command();
Command case_progress_command();
Command case_check_command();
Command case_drill_command();
Command case_test_command();
Command case_new_command();
Command case_build_command();
Command case_guide_command();
Command case_grade_command();
Command case_debrief_command();

}  // namespace edgecase::cli
