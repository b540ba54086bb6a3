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
</context>
<context>
    <name>binnacle::ui::MeshToolbar</name>
    <message numerus="yes">
        <source>%n service(s); Enter selects the first</source>
        <translation>
            <numerusform>%n service; Enter selects it</numerusform>
            <numerusform>%n services; Enter selects the first</numerusform>
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
        <source>of %Ln row(s)</source>
        <translation>
            <numerusform>of %Ln row</numerusform>
            <numerusform>of %Ln rows</numerusform>
        </translation>
    </message>
</context>
</TS>
