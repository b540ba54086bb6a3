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
</TS>
