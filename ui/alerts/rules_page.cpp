#include "ui/alerts/rules_page.h"

#include "ui/alerts/alert_form_parts.h"
#include "ui/alerts/backtest_panel.h"
#include "ui/alerts/rule_editor.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/table_style.h"

#include <QFrame>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration kHour{3'600'000};

} // namespace

RulesPage::RulesPage(
    AlertState &state, RuleForm::Choices choices, console::UiMemory &memory, QWidget *parent)
    : AlertPage(state, parent)
    , m_rows(state)
    , m_sorted(new QSortFilterProxyModel(this))
    , m_table(new QTableView)
    , m_pages(new QStackedLayout)
    , m_empty(new StatePanel)
    , m_editor(new RuleEditor(state, std::move(choices)))
    , m_backtest(new BacktestPanel(state, memory))
{
    setObjectName(u"rulesPage"_s);
    build();
    connect(&state, &AlertState::changed, this, [this] {
        if (m_isActive)
            showRows();
    });
    connect(m_editor, &RuleEditor::edited, this, [this] {
        if (m_editor->isShown())
            m_backtest->setRule(m_editor->editedRule());
        else
            m_backtest->clear();
        if (m_isActive)
            showRows();
    });
    connect(m_editor, &RuleEditor::saved, this, [this](const QString &name) {
        m_wanted = name;
        showRows();
    });
    connect(m_editor, &RuleEditor::cancelled, this, [this] {
        chosen(m_table->currentIndex());
        m_table->setFocus();
    });
}

void RulesPage::build()
{
    QSplitter *bottom = gapSplitter(Qt::Horizontal, u"alertRuleSplitter"_s);
    bottom->addWidget(m_backtest);
    bottom->addWidget(m_editor);
    bottom->setStretchFactor(0, 3);
    bottom->setStretchFactor(1, 2);
    bottom->setSizes({670, 430});
    m_editor->setMinimumWidth(400);
    auto *whole = gapSplitter(Qt::Vertical, u"alertsSplitter"_s);
    whole->addWidget(buildTable());
    whole->addWidget(bottom);
    whole->setStretchFactor(0, 1);
    whole->setStretchFactor(1, 4);
    whole->setSizes({200, 580});
    auto *page = new QWidget;
    auto *pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->addWidget(whole);
    m_pages->addWidget(page);
    m_pages->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_pages);
    setFocusProxy(m_table);
}

QTableView *RulesPage::buildTable()
{
    using Model = RuleTableModel;
    m_sorted->setSourceModel(&m_model);
    m_sorted->setSortRole(Model::kSortRole);
    m_sorted->setDynamicSortFilter(true);
    m_table->setObjectName(u"ruleTable"_s);
    m_table->setAccessibleName(tr("Rules"));
    m_table->setModel(m_sorted);
    styleTable(*m_table);
    m_table->setProperty("frame", u"panel"_s);
    styleColumn(*m_table, Model::NameColumn, CellKind::BoldName, 210);
    styleColumn(*m_table, Model::KindColumn, CellKind::Text, 104);
    styleColumn(*m_table, Model::TargetColumn, CellKind::Text, 190);
    styleColumn(*m_table, Model::ConditionColumn, CellKind::Name, 330);
    styleColumn(*m_table, Model::StateColumn, CellKind::Text, 190);
    styleColumn(*m_table, Model::ChannelsColumn, CellKind::Text, 130);
    QHeaderView &header = *m_table->horizontalHeader();
    stretchColumn(*m_table, Model::ConditionColumn);
    m_table->setSortingEnabled(true);
    header.setSortIndicator(-1, Qt::AscendingOrder); // firing first
    m_sorted->sort(-1);
    m_table->setMinimumHeight(3 * kRowHeight);
    connect(m_table, &QTableView::activated, this, &RulesPage::openCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) {
            if (!m_isMarking)
                chosen(current);
        });
    return m_table;
}

void RulesPage::setActive(bool active)
{
    if (std::exchange(m_isActive, active) == active)
        return;
    m_backtest->setActive(active);
    if (active)
        showRows();
}

FilterLanguage RulesPage::filterLanguage() const
{
    return m_filter.language([this](const auto &visit) { std::ranges::for_each(m_all, visit); });
}

void RulesPage::setFilter(const QString &text)
{
    if (m_filter.setText(text) && m_isActive)
        showRows();
}

QString RulesPage::filterHint() const
{
    return tr("Filter rules: burn, status = firing");
}

void RulesPage::refresh()
{
    m_backtest->runNow();
}

void RulesPage::showRows()
{
    m_all = m_rows.rows();
    std::vector<RuleRow> rows;
    for (RuleRow &row : m_all) {
        row.isDraft = m_editor->hasDraft(row.id);
        if (m_filter.matches(row))
            rows.push_back(row);
    }
    emit matched(std::ssize(rows), std::ssize(m_all));
    m_isMarking = true; // a removed row moves the current one; that is nobody's choice
    m_model.setRows(std::move(rows));
    m_isMarking = false;
    m_editor->refresh();
    if (!m_wanted.isEmpty()) {
        for (const RuleRow &row : m_model.rows()) {
            if (row.name != m_wanted)
                continue;
            m_wanted.clear();
            showRule(row.id);
            break;
        }
    }
    if (!m_editor->isShown() && !m_model.rows().empty() && m_wanted.isEmpty())
        chosen(m_table->currentIndex().isValid() ? m_table->currentIndex() : m_sorted->index(0, 0));
    markShown();
    showEmpty();
}

void RulesPage::showEmpty()
{
    const bool hasRows = !m_model.rows().empty();
    const bool isEditing = m_editor->isShown();
    m_pages->setCurrentIndex(hasRows || isEditing ? 0 : 1);
    if (hasRows || isEditing)
        return;
    if (m_rows.total() > 0) {
        m_empty->showEmpty(tr("No rule matches “%1”").arg(m_filter.text()),
            tr("0 of %n rule(s) match.", nullptr, m_rows.total()));
        return;
    }
    m_empty->showEmpty(tr("No rules yet"),
        tr("A rule says what has to be true for how long, and whom to tell. Prometheus rule files "
           "can be imported."),
        {{.text = tr("New rule"), .run = [this] { addNew(); }, .isPrimary = true}});
}

void RulesPage::chosen(const QModelIndex &index)
{
    const AlertRule *rule = state().rule(idAt(index));
    if (rule)
        m_editor->edit(*rule);
    else if (m_editor->isShown() && m_editor->ruleId() != 0)
        m_editor->clear();
}

// The row of the rule in the editor is the current one, wherever a refresh moved it.
void RulesPage::markShown()
{
    if (!m_editor->isShown() || m_editor->ruleId() == 0)
        return;
    const int row = m_model.rowOf(QString::number(m_editor->ruleId()));
    if (row < 0)
        return;
    m_isMarking = true;
    markRow(*m_table, m_sorted->mapFromSource(m_model.index(row, 0)).row());
    m_isMarking = false;
}

std::int64_t RulesPage::idAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return 0;
    const int row = m_sorted->mapToSource(index).row();
    return m_model.rows()[static_cast<std::size_t>(row)].id;
}

void RulesPage::showRule(std::int64_t rule)
{
    if (const AlertRule *found = state().rule(rule)) {
        m_editor->edit(*found);
        markShown();
    }
}

std::vector<AlertRule> RulesPage::markedRules() const
{
    std::vector<AlertRule> rules;
    const auto marked = m_table->selectionModel()->selectedRows();
    const auto add = [&](const QModelIndex &index) {
        if (const AlertRule *rule = state().rule(idAt(index)))
            rules.push_back(*rule);
    };
    if (marked.size() > 1) {
        for (const QModelIndex &index : marked)
            add(index);
        return rules;
    }
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        add(m_sorted->index(row, 0));
    return rules;
}

bool RulesPage::escape()
{
    return m_editor->escape();
}

void RulesPage::addNew()
{
    if (!state().permission().isGiven)
        return;
    m_editor->editNew();
    showEmpty();
}

void RulesPage::openCurrent()
{
    m_editor->focusForm();
}

void RulesPage::silenceCurrent()
{
    m_editor->silence(kHour);
}

void RulesPage::removeCurrent()
{
    m_editor->remove();
}

void RulesPage::saveCurrent()
{
    m_editor->save();
}

const Alert *RulesPage::currentAlert() const
{
    for (const Alert &alert : state().alerts()) {
        if (m_editor->isShown() && alert.rule == m_editor->ruleId())
            return &alert;
    }
    return nullptr;
}

} // namespace binnacle::ui
