#include "ui/mesh/mesh_keys.h"

#include <QCoreApplication>
#include <QHash>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::ui::MeshView)
};

} // namespace

std::optional<MeshKey> meshKeyOf(const QKeyEvent &event)
{
    static const QHash<QString, MeshKey> keys{{u"e"_s, MeshKey::Events}, {u"b"_s, MeshKey::Slo},
        {u"c"_s, MeshKey::CopyName}, {u"n"_s, MeshKey::CopyNamespace}, {u"y"_s, MeshKey::CopyJson},
        {u"d"_s, MeshKey::Details}, {u"p"_s, MeshKey::Pin}, {u"P"_s, MeshKey::Pin},
        {u"z"_s, MeshKey::Undo}, {u"Z"_s, MeshKey::Undo}, {u" "_s, MeshKey::Mark},
        {u"H"_s, MeshKey::Hide}, {u"+"_s, MeshKey::MoreHops}, {u">"_s, MeshKey::MoreHops},
        {u"-"_s, MeshKey::FewerHops}, {u"<"_s, MeshKey::FewerHops}, {u"f"_s, MeshKey::Fit},
        {u"F"_s, MeshKey::Fit}, {u"1"_s, MeshKey::WholeSize}, {u"x"_s, MeshKey::ToggleFold},
        {u"h"_s, MeshKey::Hide}, {u"s"_s, MeshKey::Scale}, {u"r"_s, MeshKey::Restart}};
    if (event.matches(QKeySequence::Copy))
        return MeshKey::CopyRows;
    if (event.key() == Qt::Key_Backslash && event.modifiers() == Qt::ControlModifier)
        return MeshKey::ClearMarks;
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return std::nullopt;
    const auto found = keys.constFind(event.text());
    return found == keys.constEnd() ? std::nullopt : std::optional(*found);
}

std::vector<View::KeyHelp> meshKeyHelp()
{
    return {{u"/"_s, Words::tr("Find a service")},
        {Words::tr("Arrows"), Words::tr("Walk: → callee, ← caller, ↑ ↓ within the rank")},
        {u"Tab"_s, Words::tr("Next troubled service, the worst first")},
        {u"Enter  E"_s, Words::tr("Events of the selected service and all it owns")},
        {u"B"_s, Words::tr("SLO of the selected service or call: its budget")},
        {Words::tr("Double click"), Words::tr("Only the neighbourhood; Esc leaves it")},
        {u"+  >"_s, Words::tr("Neighbourhood: one hop more")},
        {u"<"_s, Words::tr("Neighbourhood: one hop less")},
        {u"X"_s, Words::tr("Fold the namespace, or unfold it")},
        {u"S"_s, Words::tr("Scale the selected service: opens the command")},
        {u"R"_s, Words::tr("Restart the selected service: opens the command")},
        {u"D"_s, Words::tr("Details: to the inspector, Esc comes back")},
        {u"Space"_s, Words::tr("Mark the selected service for the next action, or unmark it")},
        {u"Ctrl+\\"_s, Words::tr("Clear the marks")},
        {Words::tr("Shift+drag"), Words::tr("Lasso: mark the services it touches; Ctrl adds")},
        {u"P"_s, Words::tr("Pin what is marked or selected: always shown, always there")},
        {u"H"_s, Words::tr("Hide what is marked or selected")},
        {u"Z"_s, Words::tr("Undo the last change of the layout")},
        {u"C"_s, Words::tr("Copy the name")}, {u"N"_s, Words::tr("Copy the namespace")},
        {u"Y"_s, Words::tr("Copy the numbers as JSON")},
        {u"Ctrl+C"_s, Words::tr("Copy name, rate, errors and p95, tab separated")},
        {u"F"_s, Words::tr("Fit everything into view")}, {u"1"_s, Words::tr("Zoom to 100 %")},
        {Words::tr("Wheel, drag"), Words::tr("Zoom at the pointer, pan")},
        {u"Ctrl+T"_s, Words::tr("Graph or table")},
        {Words::tr("← → on the time below"),
            Words::tr("Rewind the whole window by one bar; Shift: ten; End or Esc: back")}};
}

} // namespace binnacle::ui
