#include "ui/settings/sources_page.h"

#include "ui/settings/source_form.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/table_style.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

SourcesPage::SourcesPage(console::SourceDesk &desk, console::EstateFeed &estate, QWidget *parent)
    : SettingsPage(tr("Metrics endpoints"),
        tr("Linkerd, Traefik, nginx, Istio or an OpenTelemetry collector: what this console "
           "scrapes by itself"),
        parent)
    , m_desk(desk)
    , m_estate(estate)
    , m_bar(FilterBar::overRows(filterLanguage(), u"sourceFilter"_s,
          tr("Filter endpoints: linkerd, cluster = prod-eu and not healthy")))
    , m_add(new QPushButton(tr("Add metrics endpoint")))
    , m_table(new QTableView)
    , m_empty(new StatePanel)
    , m_pages(new QStackedLayout)
    , m_form(new SourceForm(desk))
{
    m_add->setObjectName(u"addSource"_s);
    header().addWidget(m_add);
    m_table->setObjectName(u"sourceTable"_s);
    m_table->setAccessibleName(tr("Metrics endpoints"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    using Model = SourceTableModel;
    styleColumn(*m_table, Model::NameColumn, CellKind::Name, 280);
    styleColumn(*m_table, Model::ClusterColumn, CellKind::Text, 100);
    styleColumn(*m_table, Model::StateColumn, CellKind::Status, 220);
    styleColumn(*m_table, Model::AgeColumn, CellKind::Number, 92);
    styleColumn(*m_table, Model::TookColumn, CellKind::Number, 72);
    styleColumn(*m_table, Model::SamplesColumn, CellKind::Number, 80);
    styleColumn(*m_table, Model::FoundColumn, CellKind::Text, 240);
    m_table->horizontalHeader()->setSectionResizeMode(Model::StateColumn, QHeaderView::Stretch);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);

    body().addWidget(m_bar);
    body().addWidget(m_form);
    body().addLayout(m_pages, 1);
    connect(m_bar, &FilterBar::applied, this, [this](const QString &text) {
        if (m_filter.setText(text))
            showSources();
    });
    connect(m_add, &QPushButton::clicked, this, &SourcesPage::addSource);
    connect(m_table, &QTableView::activated, this, &SourcesPage::editRow);
    connect(&m_desk, &console::SourceDesk::changed, this, &SourcesPage::showSources);
    showSources();
}

void SourcesPage::showSources()
{
    std::vector<SourceRow> rows;
    std::vector<MetricsSourceState> all = m_desk.sources();
    for (MetricsSourceState &state : all) {
        if (m_filter.matches(state))
            rows.push_back({std::move(state), systemNow()});
    }
    m_bar->setVisible(!all.empty());
    m_bar->setMatchCount(std::ssize(rows), std::ssize(all));
    m_model.setRows(std::move(rows));
    const bool isEmpty = m_model.rowCount() == 0 && m_form->isHidden();
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
    if (isEmpty)
        showEmpty(!all.empty());
}

void SourcesPage::showEmpty(bool isFiltered)
{
    if (isFiltered) {
        m_empty->showEmpty(tr("No metrics endpoint matches"), tr("The filter hides all of them."),
            {{.text = tr("Clear the filter"), .run = [this] { m_bar->applyText({}); }}});
        return;
    }
    m_empty->showEmpty(tr("No metrics endpoint yet"),
        tr("Add the one of your mesh or ingress controller. Where the console cannot reach it, run "
           "an agent beside the cluster instead:"),
        {{.text = tr("Add metrics endpoint"), .run = [this] { addSource(); }, .isPrimary = true}});
    m_empty->setCommand(u"binnaclectl agent --metrics URL --hub URL --cluster ID"_s);
}

void SourcesPage::addSource()
{
    MetricsSource source;
    const auto estate = m_estate.estate();
    if (!estate->clusters.empty())
        source.cluster = estate->clusters.front().id;
    openForm(source);
}

void SourcesPage::editRow(const QModelIndex &index)
{
    openForm(m_model.rows()[static_cast<std::size_t>(index.row())].state.source);
}

void SourcesPage::openForm(const MetricsSource &source)
{
    QStringList clusters;
    const auto estate = m_estate.estate(); // for as long as the loop runs
    for (const console::ClusterView &cluster : estate->clusters)
        clusters += toText(cluster.id.value);
    m_form->edit(source, clusters);
    showSources();
}

void SourcesPage::focusFilter()
{
    m_bar->focusText();
}

bool SourcesPage::escape()
{
    if (m_form->isHidden())
        return m_bar->escape();
    m_form->hide();
    showSources();
    return true;
}

FilterLanguage SourcesPage::filterLanguage() const
{
    return m_filter.language(
        [this](const auto &visit) { std::ranges::for_each(m_desk.sources(), visit); });
}

} // namespace binnacle::ui
