"""The plan of the yearly report of the MLOps community survey."""

from __future__ import annotations

from ..planning import Plan, PlannedTopic, entry
from ..special import anchored, details, now_later, quadrant, shares_of_projects, spending, stages, without

_PEOPLE = PlannedTopic(
    "people",
    "Who answered",
    (
        entry("ml_status", title="Work with machine learning in the last 12 months"),
        entry("role_current", title="Role"),
        entry("seniority", title="Level"),
        entry("exp_years_ml", title="Years of professional work with machine learning or data science"),
        entry("region", title="Region"),
        entry("org_type", title="Type of organization"),
        entry("org_size", title="Size of the organization"),
        entry("industry", title="Industry"),
        entry("vendor_affiliation", title="Employers that sell tools for machine learning"),
        entry("responsibilities", title="Responsibilities"),
        entry("past_roles", title="Roles held before"),
        entry("exp_areas", title="Years of experience by area"),
        entry("concepts", title="How well concepts are known"),
    ),
)
_PORTFOLIO = PlannedTopic(
    "portfolio",
    "Portfolio, now and in three years",
    (
        entry("uc_team_count", title="Use cases in production, by team"),
        entry("uc_team_count_band", title="Use cases in production, where the number is not known"),
        entry("mix_serving", title="How outputs are produced"),
        entry("mix_now", "mix_future", build=now_later),
    ),
    "The same respondents divided their team's use cases for today and for three years from now. The second is what "
    "they expect of their own teams.",
)
_DETAILS = PlannedTopic(
    "use_case",
    "One use case",
    (
        entry("d_business", title="Business purpose", build=details),
        entry("d_model", title="Type of model", build=details),
        entry("d_data", title="Data that the model reads", build=details),
        entry("d_serving", title="How outputs are produced", build=details),
        entry("d_access", title="Where outputs reach people", build=details),
        entry("d_freshness", title="Age of the newest input", build=details),
        entry("d_time_to_deploy", title="Time from start of work to production", build=details),
        entry("people_involved", title="People who worked on it", build=details),
        entry("d_own_count", title="Use cases each respondent worked on"),
        entry("d_select", title="How the use case was chosen"),
        entry("d_release", title="How new versions reach production"),
        entry("roles_involved", title="Roles that took part"),
        entry("model_count", title="Models working together"),
        entry("feature_count", title="Input features"),
        entry("training_size", title="Training data"),
        entry("prediction_volume", title="Outputs a day"),
        entry("metrics_tracked", title="What is tracked in production"),
        entry("train_prod_diff", title="Differences between training and production"),
        entry("end_user", title="Who uses the output"),
        entry("oversight", title="Role of people in the decision"),
    ),
    "Each respondent described one use case, chosen by a rule that has nothing to do with how well it went.",
)
_STAGES = PlannedTopic(
    "stages",
    "Stages of the work",
    (
        entry("stage_difficulty", "stage_time", title="Difficulty and time by stage", build=stages),
        entry("stage_difficulty", title="Difficulty of each stage"),
        entry("stage_time", title="Time of each stage"),
    ),
)
_CHALLENGES = PlannedTopic(
    "challenges",
    "Challenges",
    (
        entry("challenge_maxdiff", "challenge_severity", title="Most and least severe problems", build=anchored),
        entry("challenge_severity", title="Severity of each problem"),
    ),
    'In six sets of four, respondents chose the most and the least severe problem of their use case; "least severe" '
    "includes problems they did not face.",
)
_TOOLS = PlannedTopic(
    "tools",
    "Tools",
    (
        entry("tools_used", "tool_satisfaction", title="Usage and satisfaction", build=quadrant),
        entry("tools_used", title="Tools and services used"),
        entry("tools_used", title="Tools and services used, without employees of vendors", build=without),
        entry("tool_satisfaction", title="Satisfaction with tools"),
        entry("tool_recommend", title="Recommendation of tools"),
        entry("tool_frequency", title="Frequency of use"),
        entry("tool_setup", title="Time to the first useful result"),
        entry("tool_upkeep", title="Upkeep in a month"),
        entry("tool_jobs", title="What tools are used for"),
        entry("tools_inhouse", title="Jobs done with something built in-house"),
    ),
    "Satisfaction comes from users only: two of the tools that a respondent uses were drawn for rating.",
)
_DATA = PlannedTopic(
    "data",
    "Data",
    (
        entry("data_sources", title="Data sources used"),
        entry("source_difficulty", title="How difficult sources are to work with"),
        entry("source_frequency", title="How often sources are used"),
        entry("source_uses", title="What sources are used for"),
        entry("sources_wanted", title="Sources that are wanted"),
        entry("data_tool_satisfaction", title="Satisfaction with data tools"),
        entry("data_tool_frequency", title="Frequency of use of data tools"),
    ),
)
_PLATFORM = PlannedTopic(
    "platform",
    "Platforms and spending",
    (
        entry("platform_levels", title="How capabilities are provided"),
        entry("paved_share", title="Use cases that follow a standard path"),
        entry("compute_kinds", title="Where workloads run"),
        entry("budget_knowledge", title="Knowledge of spending"),
        entry("spend_band", title="Spending in a year, without salaries", build=spending),
        entry("spend_split", title="How spending is divided", build=spending),
    ),
)
_TEAM = PlannedTopic(
    "team",
    "Teams and projects",
    (
        entry("team_structure", title="Where teams sit"),
        entry("team_counts", title="People in the team by kind of work"),
        entry("project_outcomes", title="What became of projects", build=shares_of_projects),
        entry("stop_reasons", title="Why projects stop before production"),
        entry("hard_segment", title="Hardest to bring to production"),
        entry("hard_reasons", title="What made it hard"),
    ),
)
_VIEWS = PlannedTopic(
    "views",
    "Views and community",
    (
        entry("attitudes", title="Attitudes"),
        entry("devops_relation", title="Relation to DevOps"),
        entry("employer_views", title="Views of employers"),
        entry("communities", title="Communities"),
        entry("community_freq", title="How often people take part"),
        entry("community_reasons", title="Why people take part"),
        entry("length_feel", title="Length of the survey"),
    ),
)
PLAN = Plan(
    (_PEOPLE, _PORTFOLIO, _DETAILS, _STAGES, _CHALLENGES, _TOOLS, _DATA, _PLATFORM, _TEAM, _VIEWS),
    frozenset({"consent", "bonus_offer", "mix_pick"}),
)
"""Topics in the order of the report."""
