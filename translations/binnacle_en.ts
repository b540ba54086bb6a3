<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Headline</name>
    <message numerus="yes">
        <source>%Ln warning(s) in the last hour</source>
        <translation>
            <numerusform>%Ln warning in the last hour</numerusform>
            <numerusform>%Ln warnings in the last hour</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other cluster(s) silent</source>
        <translation>
            <numerusform>%n other cluster silent</numerusform>
            <numerusform>%n other clusters silent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueryText</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::app::Application</name>
    <message numerus="yes">
        <source>Import %n file(s)</source>
        <translation>
            <numerusform>Import %n file</numerusform>
            <numerusform>Import %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::app::DutyBell</name>
    <message numerus="yes">
        <source>%n alert(s) fire</source>
        <translation>
            <numerusform>%n alert fires</numerusform>
            <numerusform>%n alerts fire</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) in flight or waiting for a yes</source>
        <translation>
            <numerusform>%n command in flight or waiting for a yes</numerusform>
            <numerusform>%n commands in flight or waiting for a yes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) fired or are over</source>
        <translation>
            <numerusform>%n alert fired or is over</numerusform>
            <numerusform>%n alerts fired or are over</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertHistoryPage</name>
    <message numerus="yes">
        <source>%n firing(s)</source>
        <translation>
            <numerusform>%n firing</numerusform>
            <numerusform>%n firings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>0 of %n alert(s) match.</source>
        <translation>
            <numerusform>0 of %n alert match.</numerusform>
            <numerusform>0 of %n alerts match.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n are shown.</source>
        <translation>
            <numerusform>The newest is shown.</numerusform>
            <numerusform>The newest %n are shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertInspector</name>
    <message numerus="yes">
        <source>fired %n time(s)</source>
        <translation>
            <numerusform>fired once</numerusform>
            <numerusform>fired %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertsView</name>
    <message numerus="yes">
        <source>Exported %n rule(s) to %1</source>
        <translation>
            <numerusform>Exported %n rule to %1</numerusform>
            <numerusform>Exported %n rules to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ApprovalsPage</name>
    <message numerus="yes">
        <source>0 of %n proposal(s) match.</source>
        <translation>
            <numerusform>0 of %n proposal matches.</numerusform>
            <numerusform>0 of %n proposals match.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AuditDetail</name>
    <message numerus="yes">
        <source>%n value(s) the same</source>
        <translation>
            <numerusform>%n value the same</numerusform>
            <numerusform>%n values the same</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AuditLogPage</name>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::BacktestPanel</name>
    <message numerus="yes">
        <source>Backtest over %n day(s)</source>
        <translation>
            <numerusform>Backtest over a day</numerusform>
            <numerusform>Backtest over %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n firing(s)</source>
        <translation>
            <numerusform>%n firing</numerusform>
            <numerusform>%n firings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flap(s)</source>
        <translation>
            <numerusform>%n flap</numerusform>
            <numerusform>%n flaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ChannelsPage</name>
    <message numerus="yes">
        <source>0 of %n channel(s) match.</source>
        <translation>
            <numerusform>0 of %n channel match.</numerusform>
            <numerusform>0 of %n channels match.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) waiting</source>
        <translation>
            <numerusform>%n message waiting</numerusform>
            <numerusform>%n messages waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::CommandsView</name>
    <message numerus="yes">
        <source>Role %1 — %2 and %n more</source>
        <translation>
            <numerusform>Role %1 — %2 and %n more</numerusform>
            <numerusform>Role %1 — %2 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventActions</name>
    <message numerus="yes">
        <source>Copied %n event(s)</source>
        <translation>
            <numerusform>Copied %n event</numerusform>
            <numerusform>Copied %n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::FiringPage</name>
    <message numerus="yes">
        <source>0 of %n alert(s) match.</source>
        <translation>
            <numerusform>0 of %n alert match.</numerusform>
            <numerusform>0 of %n alerts match.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No rule is true. %n rule(s) are evaluated.</source>
        <translation>
            <numerusform>No rule is true. %n rule is evaluated.</numerusform>
            <numerusform>No rule is true. %n rules are evaluated.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::GatewayPage</name>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::HistoryPage</name>
    <message numerus="yes">
        <source>the newest %n, more below</source>
        <translation>
            <numerusform>the newest, more below</numerusform>
            <numerusform>the newest %n, more below</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s), %1</source>
        <translation>
            <numerusform>%n command, %1</numerusform>
            <numerusform>%n commands, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshScene</name>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshSituation</name>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n service(s)</source>
        <translation>
            <numerusform>%1 of %n service</numerusform>
            <numerusform>%1 of %n services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n namespace(s) folded: X unfolds one, Ctrl+T lists all services</source>
        <translation>
            <numerusform>%n namespace folded: X unfolds it, Ctrl+T lists all services</numerusform>
            <numerusform>%n namespaces folded: X unfolds one, Ctrl+T lists all services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshView</name>
    <message numerus="yes">
        <source>%n hidden</source>
        <translation>
            <numerusform>%n hidden</numerusform>
            <numerusform>%n hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n healthy not shown</source>
        <translation>
            <numerusform>%n healthy not shown</numerusform>
            <numerusform>%n healthy not shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n outside the neighbourhood</source>
        <translation>
            <numerusform>%n outside the neighbourhood</numerusform>
            <numerusform>%n outside the neighbourhood</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::PasswordFields</name>
    <message numerus="yes">
        <source>Weak: only %n different character(s)</source>
        <translation>
            <numerusform>Weak: only %n character</numerusform>
            <numerusform>Weak: only %n different characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryResultHeader</name>
    <message numerus="yes">
        <source>%Ln marked</source>
        <translation>
            <numerusform>%Ln marked</numerusform>
            <numerusform>%Ln marked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryRowActions</name>
    <message numerus="yes">
        <source>Copied %Ln row(s)</source>
        <translation>
            <numerusform>Copied %Ln row</numerusform>
            <numerusform>Copied %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln row(s) as</source>
        <translation>
            <numerusform>Copy %Ln row as</numerusform>
            <numerusform>Copy %Ln rows as</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RecentPane</name>
    <message numerus="yes">
        <source>%n in flight</source>
        <translation>
            <numerusform>%n in flight</numerusform>
            <numerusform>%n in flight</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RuleImportReview</name>
    <message numerus="yes">
        <source>%1 of %n rule(s) can be expressed; the others say why not.</source>
        <translation>
            <numerusform>%1 of %n rule can be expressed; the others say why not.</numerusform>
            <numerusform>%1 of %n rules can be expressed; the others say why not.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n rule(s)</source>
        <translation>
            <numerusform>Add %n rule</numerusform>
            <numerusform>Add %n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) could not be added; the list says why.</source>
        <translation>
            <numerusform>%n rule could not be added; the list says why.</numerusform>
            <numerusform>%n rules could not be added; the list says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RulePreviewLine</name>
    <message numerus="yes">
        <source>Now: true for none of %n checked.</source>
        <translation>
            <numerusform>Now: true for none of %n checked.</numerusform>
            <numerusform>Now: true for none of %n checked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Now %1: true for none of %n checked.</source>
        <translation>
            <numerusform>Now %1: true for none of %n checked.</numerusform>
            <numerusform>Now %1: true for none of %n checked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Now %1 for %3: true for %2 of %n checked.</source>
        <translation>
            <numerusform>Now %1 for %3: true for %2 of %n checked.</numerusform>
            <numerusform>Now %1 for %3: true for %2 of %n checked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RuleTrials</name>
    <message numerus="yes">
        <source>Sending to %n channel(s).</source>
        <translation>
            <numerusform>Sending to %n channel.</numerusform>
            <numerusform>Sending to %n channels.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RulesPage</name>
    <message numerus="yes">
        <source>0 of %n rule(s) match.</source>
        <translation>
            <numerusform>0 of %n rule match.</numerusform>
            <numerusform>0 of %n rules match.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RunbookEditor</name>
    <message numerus="yes">
        <source>%n step(s), ready to save</source>
        <translation>
            <numerusform>%n step, ready to save</numerusform>
            <numerusform>%n steps, ready to save</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RunbookForm</name>
    <message numerus="yes">
        <source>%n step(s), one after the other; each is checked and audited by itself.</source>
        <translation>
            <numerusform>%n step; it is checked and audited by itself.</numerusform>
            <numerusform>%n steps, one after the other; each is checked and audited by itself.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RunbooksPage</name>
    <message numerus="yes">
        <source>0 of %n runbook(s) match.</source>
        <translation>
            <numerusform>0 of %n runbook matches.</numerusform>
            <numerusform>0 of %n runbooks match.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SettingsFilePage</name>
    <message numerus="yes">
        <source>%1 was not taken: %n mistake(s). All settings stay as they were.</source>
        <translation>
            <numerusform>%1 was not taken: %n mistake. All settings stay as they were.</numerusform>
            <numerusform>%1 was not taken: %n mistakes. All settings stay as they were.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SilencesPage</name>
    <message numerus="yes">
        <source>0 of %n silence(s) match.</source>
        <translation>
            <numerusform>0 of %n silence match.</numerusform>
            <numerusform>0 of %n silences match.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SloDetailPane</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>one ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SloView</name>
    <message numerus="yes">
        <source>0 of %n objective(s) match.</source>
        <translation>
            <numerusform>0 of %n objective match.</numerusform>
            <numerusform>0 of %n objectives match.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SourceForm</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) skipped, the first: %1</source>
        <translation>
            <numerusform>%n line skipped: %1</numerusform>
            <numerusform>%n lines skipped, the first: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SourceTableModel</name>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ingress service(s)</source>
        <translation>
            <numerusform>%n ingress service</numerusform>
            <numerusform>%n ingress services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TargetEditor</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>one ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TimelineWidget</name>
    <message numerus="yes">
        <source>%1: %2 and %Ln more</source>
        <translation>
            <numerusform>%1: %2 and %Ln more</numerusform>
            <numerusform>%1: %2 and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::WhoElsePanel</name>
    <message numerus="yes">
        <source>what %Ln marked row(s) have in common</source>
        <translation>
            <numerusform>what %Ln marked row has in common</numerusform>
            <numerusform>what %Ln marked rows have in common</numerusform>
        </translation>
    </message>
</context>
</TS>
