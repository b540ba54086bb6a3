#include "ui/events/event_inspector.h"

#include "ui/events/event_columns.h"
#include "ui/events/event_filter.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/inspector_panel.h"
#include "ui/widgets/time_selection.h"

#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableWidget>
#include <QTextDocument>

#include <algorithm>
#include <string_view>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::ptrdiff_t kAroundBefore = 6;
constexpr std::ptrdiff_t kAroundAfter = 3;
constexpr int kMessageLimit = 8192; // characters shown; copies have all of it

// The names of an object's state as the snapshots tell them.
constexpr std::pair<std::string_view, const char *> kStateNames[] = {
    {"phase", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Phase")},
    {"status", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Status")},
    {"reason", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Reason")},
    {"message", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Message")},
    {"restarts", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Restarts")},
    {"node", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Node")},
    {"image", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Image")},
    {"ready", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Ready")},
    {"desired", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Desired")},
    {"available", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Available")},
    {"updated", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Updated")},
    {"unavailable", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Unavailable")},
    {"conditions", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Conditions")},
    {"containers", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Containers")},
    {"qos", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "QoS class")},
    {"schedulable", QT_TRANSLATE_NOOP("binnacle::ui::EventInspector", "Schedulable")},
};

QString stateName(const std::string &key)
{
    const auto *known
        = std::ranges::find_if(kStateNames, [&](const auto &name) { return key == name.first; });
    return known == std::end(kStateNames) ? toText(key) : EventInspector::tr(known->second);
}

StatusKind statusOf(const ClusterEvent &event)
{
    return event.type == EventType::Warning ? StatusKind::Warning : StatusKind::Neutral;
}

QTableWidgetItem *newItem(const QString &text, Tone tone = Tone::Text)
{
    auto *item = new QTableWidgetItem(text);
    item->setData(CellToneRole, static_cast<int>(tone));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

QString objectText(const ResourceRef &object)
{
    return toText(object.kind) + u' ' + toText(object.name);
}

} // namespace

EventInspector::EventInspector(const TimeSelection &time, QWidget *parent)
    : QTabWidget(parent)
    , m_time(time)
    , m_panel(new InspectorPanel)
    , m_object(new QPlainTextEdit)
{
    setObjectName(u"eventInspector"_s);
    setAccessibleName(tr("Inspector of the selected event"));
    setDocumentMode(true);
    tabBar()->setDrawBase(false);
    m_panel->setObjectName(u"eventInspectorPanel"_s);
    m_object->setObjectName(u"eventObjectJson"_s);
    m_object->setReadOnly(true);
    m_object->setFont(monospaceFont());
    m_object->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_object->setAccessibleName(tr("The involved object as JSON"));
    addTab(m_panel, tr("Event"));
    addTab(m_object, tr("Object JSON"));
    connect(this, &QTabWidget::currentChanged, this, [this](int tab) {
        if (tab == 1 && m_shown != 0 && m_object->document()->isEmpty())
            emit objectJsonRequested();
    });
    showNothing();
}

void EventInspector::showNothing()
{
    m_shown = 0;
    m_panel->clear();
    m_object->clear();
    setTabEnabled(1, false);
    setCurrentIndex(0);
    m_panel->addTitle(StatusKind::Unknown, tr("No event selected"));
    m_panel->addText(tr("Select a row to see what owns its object, what else happened around "
                        "that moment and what the object looked like then."),
        Tone::Muted);
}

void EventInspector::showLoading()
{
    if (m_shown != 0)
        return;
    m_panel->clear();
    m_panel->addText(tr("Loading the event…"), Tone::Muted);
}

void EventInspector::showContext(const console::EventContext &context)
{
    const bool isSame = context.event.id == m_shown;
    const ClusterEvent &event = context.event;
    if (!isSame)
        m_object->clear();
    m_shown = event.id;
    setTabEnabled(1, true);
    if (isSame)
        m_panel->clearKeepingPlace();
    else
        m_panel->clear();
    m_panel->addTitle(
        statusOf(event), toText(event.reason), tr("on %1").arg(toText(event.involved.name)));
    addFacts(event);
    addOwnership(context);
    addAround(context);
    addState(context);
    addButtons(context);
    if (!isSame && currentIndex() == 1)
        emit objectJsonRequested();
}

void EventInspector::addFacts(const ClusterEvent &event)
{
    const QString first = m_time.timeText(event.first);
    const QString last = m_time.timeText(event.last);
    QLabel *times = m_panel->addRow(tr("First / last"), first + u" → "_s + last, true);
    times->setToolTip(Qt::convertFromPlainText(
        m_time.dateTimeText(event.first) + u"\n"_s + m_time.dateTimeText(event.last)));
    m_panel->addRow(tr("Count"),
        event.countIsMinimum
            ? tr("%1 (the source dropped or merged some)").arg(EventColumns::countText(event))
            : EventColumns::countText(event),
        true);
    QStringList source;
    if (!event.component.empty())
        source.append(toText(event.component));
    if (!event.host.empty())
        source.append(toText(event.host));
    m_panel->addRow(tr("Source"), source.isEmpty() ? tr("not told") : source.join(u" · "_s), true);
    if (m_showsCluster)
        m_panel->addRow(tr("Cluster"), toText(event.cluster.value), true);

    QString object = toText(event.involved.kind) + u' ';
    if (!event.involved.ns.empty())
        object += toText(event.involved.ns) + u'/';
    object += toText(event.involved.name);
    QPushButton *link = m_panel->addLinkRow(tr("Object"), object);
    link->setObjectName(u"eventObjectLink"_s);
    connect(link, &QPushButton::clicked, this,
        [this, event] { emit scopeRequested(event.cluster, scopeOf(event.involved)); });
    const QString uid = toText(event.uid);
    m_panel->addRow(tr("UID"), uid, true);

    m_panel->addSection(tr("Message"));
    const QString message = toText(event.message);
    m_panel->addText(
        message.isEmpty() ? tr("The event has no message.") : message.left(kMessageLimit));
    if (message.size() > kMessageLimit)
        m_panel->addText(
            tr("Cut here; copy as JSON has all %1 characters.").arg(countText(message.size())),
            Tone::Muted);
}

void EventInspector::addOwnership(const console::EventContext &context)
{
    if (context.ownership.empty())
        return;
    m_panel->addSection(tr("Ownership — every event of the chain"));
    const int rows = static_cast<int>(context.ownership.size());
    QTableWidget *list = newList(tr("Owners of the object and their events"), rows, 2);
    list->setObjectName(u"eventOwnership"_s);
    list->setItemDelegateForColumn(0, new CellDelegate(CellKind::Name, list));
    list->setItemDelegateForColumn(1, new CellDelegate(CellKind::Number, list));
    for (int row = 0; row < rows; ++row) {
        const console::OwnershipRow &owner = context.ownership[static_cast<std::size_t>(row)];
        const QString indent = owner.depth == 0
            ? QString()
            : QString(qsizetype{2} * (owner.depth - 1), u' ') + u"└ "_s;
        QTableWidgetItem *object
            = newItem(indent + objectText(owner.object), owner.isSelf ? Tone::Link : Tone::Strong);
        QTableWidgetItem *count
            = newItem(countText(owner.events), owner.warnings > 0 ? Tone::Warning : Tone::Muted);
        count->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        const QString told = tr("%1 events, %2 of them warnings")
                                 .arg(countText(owner.events), countText(owner.warnings));
        object->setToolTip(Qt::convertFromPlainText(objectText(owner.object) + u'\n' + told));
        count->setToolTip(told);
        list->setItem(row, 0, object);
        list->setItem(row, 1, count);
    }
    list->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->setColumnWidth(1, 64);
    connect(list, &QTableWidget::cellActivated, this,
        [this, owners = context.ownership, cluster = context.event.cluster](int row, int) {
            emit scopeRequested(cluster, scopeOf(owners[static_cast<std::size_t>(row)].object));
        });
    m_panel->addWidget(list);
}

void EventInspector::addAround(const console::EventContext &context)
{
    const console::Events &around = context.around;
    if (around.empty())
        return;
    const auto self = std::ranges::find(around, context.event.id, &ClusterEvent::id);
    const auto before = std::min(std::distance(around.begin(), self), kAroundBefore);
    const auto after = std::min(std::distance(self, around.end()), kAroundAfter + 1);
    const console::Events shown(self - before, self + after);
    const std::int64_t hidden = context.aroundTotal - std::ssize(shown);
    m_panel->addSection(tr("Around this moment"),
        hidden > 0 ? tr("%1 more within the window").arg(countText(hidden)) : QString());

    QTableWidget *list
        = newList(tr("Events around this moment"), static_cast<int>(shown.size()), 3);
    list->setObjectName(u"eventAround"_s);
    list->setItemDelegateForColumn(0, new CellDelegate(CellKind::Time, list));
    list->setItemDelegateForColumn(1, new CellDelegate(CellKind::Status, list));
    list->setItemDelegateForColumn(2, new CellDelegate(CellKind::Text, list));
    for (int row = 0; row < list->rowCount(); ++row) {
        const ClusterEvent &event = shown[static_cast<std::size_t>(row)];
        const bool isSelf = event.id == context.event.id;
        QTableWidgetItem *glyph = newItem({});
        glyph->setData(CellStatusRole, static_cast<int>(statusOf(event)));
        glyph->setData(Qt::AccessibleTextRole, EventColumns::typeText(event.type));
        QTableWidgetItem *what = newItem(toText(event.reason) + u' ' + toText(event.involved.name),
            isSelf ? Tone::Strong : Tone::Text);
        what->setToolTip(Qt::convertFromPlainText(what->text() + u'\n' + toText(event.message)));
        list->setItem(row, 0, newItem(m_time.timeText(event.last)));
        list->setItem(row, 1, glyph);
        list->setItem(row, 2, what);
    }
    list->setColumnWidth(0, 88);
    list->setColumnWidth(1, 30);
    list->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    connect(list, &QTableWidget::cellActivated, this, [this, shown](int row, int) {
        emit eventRequested(shown[static_cast<std::size_t>(row)].id);
    });
    m_panel->addWidget(list);
}

void EventInspector::addState(const console::EventContext &context)
{
    m_panel->addSection(tr("Object at that time"),
        context.state.empty()     ? QString()
            : context.stateIsLive ? tr("as it is now")
                                  : tr("as stored then"));
    if (context.state.empty()) {
        m_panel->addText(tr("Nothing was kept: the state is stored when a Warning is first seen, "
                            "and the object is in no current snapshot."),
            Tone::Muted);
        return;
    }
    for (const console::StateLine &line : context.state) {
        const bool isTrouble = line.key == "phase" && line.value != "Running"
            && line.value != "Succeeded" && line.value != "Active";
        m_panel->addRow(stateName(line.key), toText(line.value), line.key != "phase",
            isTrouble ? Tone::Warning : Tone::Text);
    }
}

void EventInspector::addButtons(const console::EventContext &context)
{
    const ClusterEvent &event = context.event;
    const auto addScope = [&](const QString &text, const ScopedObject &scope) {
        connect(m_panel->addButton(text), &QPushButton::clicked, this,
            [this, cluster = event.cluster, scope] { emit scopeRequested(cluster, scope); });
    };
    addScope(tr("Events of this object"), {EventScope::Object, event.involved});
    if (!context.ownership.empty()) {
        const ResourceRef &top = context.ownership.front().object;
        const ScopedObject tree = scopeOf(top);
        if (tree.scope == EventScope::WorkloadTree)
            addScope(tr("… of the whole %1").arg(toText(top.kind)), tree);
    }
    const std::string node = event.involved.kind == "Node" ? event.involved.name : event.host;
    if (!node.empty())
        addScope(tr("… of its node"), {EventScope::Node, ResourceRef{"Node", {}, node}});
    connect(m_panel->addButton(tr("Warnings around here (±15 min)")), &QPushButton::clicked, this,
        [this, at = event.last] { emit warningsAroundRequested(at); });
    connect(m_panel->addButton(tr("Copy as kubectl")), &QPushButton::clicked, this,
        &EventInspector::kubectlCopyRequested);
    connect(m_panel->addButton(tr("Copy JSON")), &QPushButton::clicked, this,
        &EventInspector::jsonCopyRequested);
}

QTableWidget *EventInspector::newList(const QString &name, int rows, int columns)
{
    auto *list = new QTableWidget(rows, columns);
    styleTable(*list);
    list->setAccessibleName(name);
    list->horizontalHeader()->hide();
    list->horizontalHeader()->setMinimumSectionSize(16);
    list->horizontalHeader()->setStretchLastSection(false);
    list->setFrameShape(QFrame::NoFrame);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setTabKeyNavigation(false);
    list->setFixedHeight(rows * kRowHeight + 2);
    connect(list, &QTableWidget::cellClicked, list, &QTableWidget::cellActivated);
    return list;
}

void EventInspector::showError(const Error &error)
{
    m_shown = 0;
    m_panel->clear();
    m_panel->addTitle(StatusKind::Critical, tr("Could not load this event"));
    m_panel->addText(errorLine(error));
    m_panel->addText(tr("The table is not affected. Select the row again to retry."), Tone::Muted);
}

void EventInspector::showObjectLoading(const QString &object)
{
    m_object->setPlainText(tr("Loading %1…").arg(object));
    setTabEnabled(1, true);
    setCurrentIndex(1);
}

void EventInspector::showObject(const QString &json)
{
    m_object->setPlainText(json);
}

void EventInspector::showObjectError(const Error &error)
{
    m_object->setPlainText(error.code == ErrorCode::NotFound
            ? tr("The object is in no snapshot that is still here: it is gone, or the agent has "
                 "not reported since the program started.")
            : errorLine(error));
}

bool EventInspector::leaveObject()
{
    if (currentIndex() == 0)
        return false;
    setCurrentIndex(0);
    return true;
}

} // namespace binnacle::ui
