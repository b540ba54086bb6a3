#include "ui/settings/security_log_page.h"

#include "core/console/on_answer.h"
#include "ui/settings/access_text.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/inspector_panel.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/time_selection.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QPushButton>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

SecurityLogPage::SecurityLogPage(
    console::AccessDesk &desk, const TimeSelection &time, QWidget *parent)
    : SettingsPage(tr("Security events"),
        tr("Refused tokens, logins and requests; the same from one address is counted"), parent)
    , m_desk(desk)
    , m_time(time)
    , m_model(time)
    , m_bar(FilterBar::overRows(filterLanguage(), u"securityFilter"_s,
          tr("Filter events: 10.0.4.17, severity = high and count > 5")))
    , m_openOnly(new QCheckBox(tr("Unresolved only")))
    , m_resolve(new QPushButton(tr("Resolve")))
    , m_problem(new QLabel)
    , m_table(new QTableView)
    , m_state(new StatePanel)
    , m_pages(new QStackedLayout)
    , m_detail(new InspectorPanel)
{
    build();
    m_model.setAsk([this](std::int64_t offset) {
        if (offset == 0)
            m_matching.restart();
        else
            m_matching.proceed();
        ask();
    });
    connect(m_bar, &FilterBar::applied, this, [this](const QString &text) {
        if (m_filter.setText(text) && isVisible())
            start();
    });
    connect(m_openOnly, &QCheckBox::toggled, this, &SecurityLogPage::start);
    connect(m_resolve, &QPushButton::clicked, this, &SecurityLogPage::resolveSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &SecurityLogPage::showSelected);
    connect(m_table, &QTableView::activated, this, &SecurityLogPage::resolveSelected);
    connect(&m_desk, &console::AccessDesk::changed, this, &SecurityLogPage::showSelected);
    showSelected();
}

void SecurityLogPage::build()
{
    m_openOnly->setObjectName(u"unresolvedOnly"_s);
    m_openOnly->setChecked(true);
    m_resolve->setObjectName(u"resolve"_s);
    header().addWidget(m_openOnly);
    header().addWidget(m_resolve);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("tone", u"critical"_s);
    m_problem->hide();
    m_table->setObjectName(u"securityTable"_s);
    m_table->setAccessibleName(tr("Security events"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    using Model = SecurityTableModel;
    styleColumn(*m_table, Model::SeverityColumn, CellKind::Status, 88);
    styleColumn(*m_table, Model::TimeColumn, CellKind::Time, 122);
    styleColumn(*m_table, Model::KindColumn, CellKind::Text, 134);
    styleColumn(*m_table, Model::CountColumn, CellKind::Number, 50);
    styleColumn(*m_table, Model::AddressColumn, CellKind::Name, 100);
    styleColumn(*m_table, Model::ResourceColumn, CellKind::Name, 140);
    styleColumn(*m_table, Model::StateColumn, CellKind::Text, 140);
    auto *list = new QWidget;
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    list->setLayout(m_pages);
    m_detail->setAccessibleName(tr("The selected event"));
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(u"securitySplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(list);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 1);
    body().addWidget(m_bar);
    body().addWidget(m_problem);
    body().addWidget(splitter, 1);
}

bool SecurityLogPage::escape()
{
    return m_bar->escape();
}

void SecurityLogPage::focusFilter()
{
    m_bar->focusText();
}

void SecurityLogPage::refresh()
{
    start();
}

QString SecurityLogPage::problem() const
{
    return m_problem->text();
}

void SecurityLogPage::showEvent(QShowEvent *event)
{
    SettingsPage::showEvent(event);
    if (!event->spontaneous())
        start();
}

void SecurityLogPage::start()
{
    ++m_question;
    m_model.restart();
}

void SecurityLogPage::ask()
{
    const bool isNarrow = !m_filter.isEverything();
    const SecurityQuery query{.unresolvedOnly = m_openOnly->isChecked(),
        .limit = isNarrow ? MatchingRows<SecurityEvent>::kPageRows : kPageRows,
        .offset = m_matching.read()};
    console::onAnswer(m_desk.securityEvents(query), this,
        [this, question = m_question](const Result<std::shared_ptr<const SecurityPage>> &page) {
            if (question != m_question)
                return;
            if (page)
                return accept(**page);
            m_model.failed();
            m_state->showError(page.error(), tr("Everything else keeps working."),
                {{.text = tr("Try again"), .run = [this] { start(); }}});
            m_pages->setCurrentWidget(m_state);
        });
}

void SecurityLogPage::accept(const SecurityPage &page)
{
    const std::int64_t shown = m_shown;
    if (!m_matching.take(page.events, page.total, m_filter))
        return ask();
    std::vector<SecurityEvent> rows = m_matching.rows();
    m_model.append(std::move(rows), m_matching.expected(m_filter));
    m_bar->setMatchCount(m_model.rowCount(), m_matching.read());
    if (m_model.rowCount() == 0 && m_matching.total() > 0) {
        m_state->showEmpty(tr("No event matches"), tr("The filter hides all of them."),
            {{.text = tr("Clear the filter"), .run = [this] { m_bar->applyText({}); }}});
        m_pages->setCurrentWidget(m_state);
        return showSelected();
    }
    if (m_model.rowCount() == 0) {
        m_state->showEmpty(m_openOnly->isChecked() ? tr("Nothing unresolved") : tr("Nothing yet"),
            tr("Refused tokens, failed logins and requests beyond the limits will be listed "
               "here."));
        m_pages->setCurrentWidget(m_state);
        return showSelected();
    }
    m_pages->setCurrentWidget(m_table);
    if (m_table->currentIndex().isValid())
        return;
    const auto again = std::ranges::find(m_model.rows(), shown, &SecurityEvent::id);
    const auto row = again == m_model.rows().end() ? 0 : again - m_model.rows().begin();
    m_table->setCurrentIndex(m_model.index(static_cast<int>(row), 0));
}

const SecurityEvent *SecurityLogPage::selected() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? &m_model.rows()[static_cast<std::size_t>(current.row())] : nullptr;
}

void SecurityLogPage::showSelected()
{
    const SecurityEvent *event = selected();
    const bool mayResolve
        = roleHas(m_desk.me().role, Capability::ReadSecurity) && !m_desk.isReadOnly();
    m_resolve->setEnabled(mayResolve && event && !event->isResolved);
    m_resolve->setToolTip(
        m_desk.isReadOnly() ? tr("This window is read-only: nothing can be changed.") : QString());
    m_detail->clear();
    if (!event) {
        m_detail->addText(tr("Select an event to see its details."), Tone::Muted);
        return;
    }
    m_shown = event->id;
    m_detail->addTitle(severityStatus(event->severity), securityKindText(event->kind),
        severityText(event->severity));
    m_detail->addRow(tr("Last seen"), m_time.dateTimeText(event->at), true);
    m_detail->addRow(tr("Times"), countText(event->count), true);
    m_detail->addRow(tr("From"), toText(event->address), true);
    m_detail->addRow(tr("At"), toText(event->resource), true);
    for (const User &user : m_desk.users()) {
        if (user.id == event->userId)
            m_detail->addRow(tr("User"), toText(user.username), true);
    }
    if (event->isResolved)
        m_detail->addRow(tr("Resolved"),
            u"%1 · %2"_s.arg(toText(event->resolvedBy), m_time.dateTimeText(event->resolvedAt)));
    if (event->details.empty())
        return;
    m_detail->addSection(tr("Details, without secrets"));
    const QJsonDocument details
        = QJsonDocument::fromJson(QByteArray::fromStdString(event->details));
    m_detail
        ->addText(details.isNull()
                ? toText(event->details)
                : QString::fromUtf8(details.toJson(QJsonDocument::Indented)).trimmed())
        ->setFont(monospaceFont());
}

void SecurityLogPage::resolveSelected()
{
    const SecurityEvent *event = selected();
    if (!event || !m_resolve->isEnabled())
        return;
    m_resolve->setEnabled(false);
    console::onAnswer(m_desk.resolveSecurityEvent(event->id), this, [this](const Status &status) {
        setProblem(status ? QString() : refusalText(status.error()));
        if (status)
            start();
        else
            showSelected();
    });
}

void SecurityLogPage::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

FilterLanguage SecurityLogPage::filterLanguage() const
{
    return m_filter.language(
        [this](const auto &visit) { std::ranges::for_each(m_model.rows(), visit); });
}

} // namespace binnacle::ui
