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
