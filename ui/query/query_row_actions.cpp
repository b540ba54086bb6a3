#include "ui/query/query_row_actions.h"

#include "ui/query/query_result_model.h"
#include "ui/query/query_stages.h"
#include "ui/query/query_table.h"
#include "ui/query/query_text.h"
#include "ui/widgets/formatting.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QTextDocument>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;
using Format = console::QueryExportFormat;

namespace {

// The rows without those not wanted; what is known of the whole stays with the whole.
QueryResult partOf(const QueryResult &result, const std::vector<std::size_t> &rows)
{
    QueryResult part;
    part.columns = result.columns;
    for (const std::size_t row : rows)
        part.rows.push_back(result.rows[row]);
    part.total = static_cast<std::int64_t>(rows.size());
    part.asOf = result.asOf;
    return part;
}

ScopedObject scopeOf(const ResourceRef &object)
{
    if (object.kind == "Node")
        return {EventScope::Node, object};
    const bool isWorkload = object.kind == "Deployment" || object.kind == "StatefulSet"
        || object.kind == "DaemonSet" || object.kind == "ReplicaSet" || object.kind == "Job"
        || object.kind == "CronJob";
    return {isWorkload ? EventScope::WorkloadTree : EventScope::Object, object};
}

struct Joining
{
    bool isAlone; // replaces the other conditions
    bool isNegated;
    bool isAlternative;
};
constexpr Joining kJoinings[] = {{true, false, false}, {true, true, false}, {false, false, false},
    {false, false, true}, {false, true, false}, {false, true, true}};

QString joiningTitle(const Joining &how)
{
    if (how.isAlone)
        return how.isNegated ? QueryRowActions::tr("Not selected")
                             : QueryRowActions::tr("Selected");
    if (how.isAlternative)
        return how.isNegated ? QueryRowActions::tr("…or not selected")
                             : QueryRowActions::tr("…or selected");
    return how.isNegated ? QueryRowActions::tr("…and not selected")
                         : QueryRowActions::tr("…and selected");
}

} // namespace

QueryRowActions::QueryRowActions(const Subjects &subjects, QObject *parent)
    : QObject(parent)
    , m_subjects(subjects)
{}

const QueryRowSubject *QueryRowActions::subject() const
{
    const QModelIndex at = m_subjects.table.currentIndex();
    if (!at.isValid())
        return nullptr;
    const QueryRowSubject *subject = m_subjects.model.subject(at.row());
    const bool leads = subject
        && (subject->event > 0 || !subject->object.isEmpty() || !subject->cluster.isEmpty());
    return leads ? subject : nullptr;
}

void QueryRowActions::open()
{
    const QueryRowSubject *row = subject();
    if (!row)
        emit told(tr("This row is about no single object"));
    else if (row->event > 0)
        emit eventActivated(row->event);
    else if (!row->object.isEmpty())
        emit objectActivated(row->cluster, scopeOf(row->object));
    else
        emit clusterActivated(row->cluster);
}

void QueryRowActions::events()
{
    const QueryRowSubject *row = subject();
    if (row && !row->object.isEmpty())
        emit objectActivated(row->cluster, scopeOf(row->object));
    else
        emit told(tr("This row is about no single object"));
}

void QueryRowActions::mesh()
{
    const QueryRowSubject *row = subject();
    if (row && row->object.kind == "Service")
        emit serviceActivated(row->cluster, {.ns = row->object.ns, .name = row->object.name});
    else
        emit told(tr("Only services are in the mesh"));
}

void QueryRowActions::copyText(const QString &text, const QString &what)
{
    QGuiApplication::clipboard()->setText(text);
    emit told(what);
}

void QueryRowActions::copyName()
{
    const QueryRowSubject *row = subject();
    if (row && !row->object.name.empty()) {
        copyText(toText(row->object.name), tr("Copied the name"));
        return;
    }
    const QModelIndex at = m_subjects.table.currentIndex();
    if (!at.isValid())
        return;
    const QueryColumn &column = m_subjects.model.result()->columns.front();
    copyText(queryMachineText(m_subjects.model.value(at.row(), 0), column.type),
        tr("Copied %1", "the name of a column").arg(toText(column.name)));
}

std::vector<std::size_t> QueryRowActions::chosenRows() const
{
    if (m_subjects.model.markCount() > 0)
        return m_subjects.model.markedRows();
    std::vector<std::size_t> rows;
    for (const int row : m_subjects.table.selectedRowNumbers())
        rows.push_back(m_subjects.model.resultRow(row));
    return rows;
}

void QueryRowActions::copyRows(Format format)
{
    const std::vector<std::size_t> rows = chosenRows();
    if (rows.empty())
        return;
    copyText(m_subjects.desk.exportText(partOf(*m_subjects.model.result(), rows), format),
        tr("Copied %Ln row(s)", nullptr, static_cast<int>(rows.size())));
}

void QueryRowActions::copyAll(Format format)
{
    const auto &result = m_subjects.model.result();
    if (!result)
        return;
    copyText(m_subjects.desk.exportText(*result, format),
        tr("Copied %Ln row(s)", nullptr, static_cast<int>(result->rows.size())));
}

void QueryRowActions::addFilterMenu(
    QMenu &menu, const QString &title, const QModelIndex &cell, bool run)
{
    const QueryColumn &column
        = m_subjects.model.result()->columns[static_cast<std::size_t>(cell.column())];
    const QueryValue value = m_subjects.model.value(cell.row(), cell.column());
    const QString query = m_subjects.text();
    QMenu *joinings = menu.addMenu(title);
    joinings->setToolTipsVisible(true);
    for (const Joining &how : kJoinings) {
        const QString text = m_subjects.desk.narrowed(how.isAlone ? queryBase(query) : query,
            toText(column.name), value, how.isNegated, how.isAlternative);
        QAction *action = joinings->addAction(joiningTitle(how));
        action->setToolTip(Qt::convertFromPlainText(text));
        action->setStatusTip(text);
        action->setEnabled(!text.isEmpty());
        connect(
            action, &QAction::triggered, this, [this, text, run] { emit queryMade(text, run); });
    }
}

void QueryRowActions::addGoing(QMenu &menu)
{
    const QueryRowSubject *row = subject();
    QAction *events = menu.addAction(tr("Show events of it\tE"));
    events->setEnabled(row && !row->object.isEmpty());
    connect(events, &QAction::triggered, this, &QueryRowActions::events);
    QAction *mesh = menu.addAction(tr("Show in mesh\tM"));
    mesh->setVisible(row && row->object.kind == "Service");
    connect(mesh, &QAction::triggered, this, &QueryRowActions::mesh);
    QAction *whoElse = menu.addAction(tr("Who else?\tW"));
    whoElse->setEnabled(!chosenRows().empty());
    connect(whoElse, &QAction::triggered, this, &QueryRowActions::whoElseRequested);
}

void QueryRowActions::addCopying(QMenu &menu, const QModelIndex &cell)
{
    const QueryColumn &column
        = m_subjects.model.result()->columns[static_cast<std::size_t>(cell.column())];
    const QString text
        = queryMachineText(m_subjects.model.value(cell.row(), cell.column()), column.type);
    QAction *copyCell = menu.addAction(tr("Copy cell"));
    copyCell->setEnabled(!text.isEmpty());
    connect(copyCell, &QAction::triggered, this,
        [this, text] { copyText(text, tr("Copied the cell")); });
    const auto rows = static_cast<int>(chosenRows().size());
    QMenu *copy = menu.addMenu(tr("Copy %Ln row(s) as", nullptr, rows));
    const auto add = [&](const QString &title, Format format) {
        connect(copy->addAction(title), &QAction::triggered, this,
            [this, format] { copyRows(format); });
    };
    add(tr("TSV"), Format::Tsv);
    add(tr("CSV"), Format::Csv);
    add(tr("JSON"), Format::Json);
    add(tr("Markdown"), Format::Markdown);
}

void QueryRowActions::fillMenu(QMenu &menu, const QModelIndex &cell)
{
    const QueryColumn &column
        = m_subjects.model.result()->columns[static_cast<std::size_t>(cell.column())];
    const bool isSum = column.name.find('(') != std::string::npos;
    if (!isSum && !isUnknown(m_subjects.model.value(cell.row(), cell.column()))) {
        addFilterMenu(menu, tr("Apply as filter"), cell, true);
        addFilterMenu(menu, tr("Prepare as filter"), cell, false);
        menu.addSeparator();
    }
    addGoing(menu);
    menu.addSeparator();
    addCopying(menu, cell);
    // Several rows are no one object.
    const QueryRowSubject *row = chosenRows().size() > 1 ? nullptr : subject();
    if (m_offer && row && !row->object.isEmpty())
        m_offer(menu, row->cluster, row->object);
}

} // namespace binnacle::ui
