#include "ui/settings/source_form.h"

#include "core/console/on_answer.h"
#include "ui/settings/source_table_model.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

SourceForm::SourceForm(console::SourceDesk &desk, QWidget *parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_title(new QLabel)
    , m_location(new QLineEdit)
    , m_cluster(new QComboBox)
    , m_name(new QLineEdit)
    , m_interval(new QSpinBox)
    , m_tokenFile(new QLineEdit)
    , m_isEnabled(new QCheckBox(tr("Scrape it")))
    , m_test(new QPushButton(tr("Test")))
    , m_remove(new QPushButton(tr("Remove")))
    , m_reallyRemove(new QPushButton(tr("Really remove; what was counted stays")))
    , m_outcome(new QLabel)
    , m_families(new QTableWidget(0, 4))
{
    setObjectName(u"sourceForm"_s);
    setProperty("frame", u"panel"_s);
    build();
    hide();
}

void SourceForm::build()
{
    m_title->setFont(boldTextFont());
    m_location->setPlaceholderText(u"http://otel-collector.otel.svc:8889/metrics"_s);
    m_location->setAccessibleName(tr("Location"));
    m_cluster->setEditable(true);
    m_cluster->setAccessibleName(tr("Cluster"));
    m_name->setPlaceholderText(tr("optional"));
    m_interval->setRange(1, 600);
    m_interval->setSuffix(tr(" s"));
    m_tokenFile->setPlaceholderText(tr("optional; a file, because a workspace keeps no secrets"));
    m_tokenFile->setAccessibleName(tr("File with the bearer token"));
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    m_families->setHorizontalHeaderLabels(
        {tr("Family"), tr("Used"), tr("Series"), tr("As what, or why not")});
    m_families->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_families->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_families->verticalHeader()->hide();
    m_families->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
    m_families->horizontalHeader()->setStretchLastSection(true);
    m_families->setColumnWidth(0, 330);
    m_families->setColumnWidth(1, 90);
    m_families->setColumnWidth(2, 80);
    m_families->setShowGrid(false);
    m_families->setMinimumHeight(180);
    m_families->hide();
    layOut();
}

void SourceForm::layOut()
{
    const auto withBrowse = [this](QLineEdit *line, bool isFolder) {
        auto *browse = new QPushButton(isFolder ? tr("Folder") : tr("File"));
        connect(browse, &QPushButton::clicked, this,
            [this, line, isFolder] { this->browse(*line, isFolder); });
        return browse;
    };
    auto *location = new QHBoxLayout;
    location->addWidget(m_location, 1);
    location->addWidget(withBrowse(m_location, false));
    location->addWidget(withBrowse(m_location, true));
    auto *token = new QHBoxLayout;
    token->addWidget(m_tokenFile, 1);
    token->addWidget(withBrowse(m_tokenFile, false));
    auto *form = new QFormLayout;
    form->addRow(tr("URL, file or folder of scrapes"), location);
    form->addRow(tr("Cluster"), m_cluster);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Every"), m_interval);
    form->addRow(tr("File with the bearer token"), token);
    form->addRow(QString(), m_isEnabled);

    auto *save = new QPushButton(tr("Save"));
    save->setObjectName(u"saveSource"_s);
    save->setProperty("role", u"primary"_s);
    m_test->setObjectName(u"testSource"_s);
    auto *cancel = new QPushButton(tr("Cancel"));
    m_reallyRemove->hide();
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_test, save, cancel})
        buttons->addWidget(button);
    buttons->addStretch(1);
    buttons->addWidget(m_remove);
    buttons->addWidget(m_reallyRemove);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->addWidget(m_title);
    layout->addLayout(form);
    layout->addLayout(buttons);
    layout->addWidget(m_outcome);
    layout->addWidget(m_families, 1);

    connect(m_test, &QPushButton::clicked, this, &SourceForm::test);
    connect(save, &QPushButton::clicked, this, &SourceForm::save);
    connect(cancel, &QPushButton::clicked, this, [this] {
        hide();
        emit closed();
    });
    // A second step instead of a dialog.
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_remove->hide();
        m_reallyRemove->show();
    });
    connect(m_reallyRemove, &QPushButton::clicked, this, &SourceForm::remove);
}

void SourceForm::edit(const MetricsSource &source, const QStringList &clusters)
{
    m_source = source;
    m_title->setText(source.id.empty() ? tr("Add a metrics endpoint") : tr("Metrics endpoint"));
    m_location->setText(toText(source.location));
    m_cluster->clear();
    m_cluster->addItems(clusters);
    m_cluster->setCurrentText(toText(source.cluster.value));
    m_name->setText(toText(source.name));
    m_interval->setValue(static_cast<int>(source.interval.count() / 1'000));
    m_tokenFile->setText(toText(source.tokenFile));
    m_isEnabled->setChecked(source.isEnabled);
    m_outcome->clear();
    m_families->hide();
    m_reallyRemove->hide();
    m_remove->setVisible(!source.id.empty());
    show();
    m_location->setFocus();
}

MetricsSource SourceForm::edited() const
{
    MetricsSource source = m_source;
    source.location = m_location->text().trimmed().toStdString();
    source.cluster = {m_cluster->currentText().trimmed().toStdString()};
    source.name = m_name->text().trimmed().toStdString();
    source.interval = Duration{m_interval->value() * 1'000};
    source.tokenFile = m_tokenFile->text().trimmed().toStdString();
    source.isEnabled = m_isEnabled->isChecked();
    return source;
}

QString SourceForm::outcome() const
{
    return m_outcome->text();
}

void SourceForm::browse(QLineEdit &line, bool isFolder)
{
    auto *dialog = new QFileDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(isFolder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &line, &QLineEdit::setText);
    dialog->open();
}

void SourceForm::test()
{
    m_test->setEnabled(false);
    m_families->hide();
    m_outcome->setText(tr("Scraping once"));
    console::onAnswer(m_desk.test(edited()), this,
        [this, test = ++m_tests](
            const Result<std::shared_ptr<const console::SourceReport>> &report) {
            m_test->setEnabled(true);
            if (test != m_tests)
                return;
            if (report)
                showReport(**report);
            else
                m_outcome->setText(errorLine(report.error()));
        });
}

void SourceForm::showReport(const console::SourceReport &report)
{
    const QString found = foundText(report.services, report.edges, report.ingressServices);
    QString text = tr("%1 samples in %2 ms, %3: %4")
                       .arg(countText(static_cast<qint64>(report.samples)))
                       .arg(report.took.count())
                       .arg(bytesText(static_cast<qint64>(report.bytes)),
                           found.isEmpty() ? tr("nothing in it is about services") : found);
    if (report.nodes > 0)
        text += u" · "_s + tr("%n node(s)", nullptr, static_cast<int>(report.nodes));
    if (report.badLines > 0)
        text += u" · "_s
            + tr("%n line(s) skipped, the first: %1", nullptr, static_cast<int>(report.badLines))
                  .arg(report.firstBadLine);
    for (const QString &notice : report.notices)
        text += u"\n▲ "_s + notice;
    m_outcome->setText(text);
    m_families->setRowCount(static_cast<int>(report.families.size()));
    for (int row = 0; row < m_families->rowCount(); ++row) {
        const auto &family = report.families[static_cast<std::size_t>(row)];
        const auto set = [&](int column, const QString &cell) {
            m_families->setItem(row, column, new QTableWidgetItem(cell));
        };
        set(0, family.name);
        set(1, family.isUsed ? tr("● used") : tr("○ ignored"));
        set(2, countText(static_cast<qint64>(family.series)));
        set(3, family.meaning);
    }
    m_families->setVisible(!report.families.empty());
}

void SourceForm::save()
{
    finish(m_desk.save(edited()));
}

void SourceForm::remove()
{
    finish(m_desk.remove(m_source.id));
}

void SourceForm::finish(const QFuture<Status> &outcome)
{
    console::onAnswer(outcome, this, [this](const Status &status) {
        if (!status) {
            m_outcome->setText(errorLine(status.error()));
            return;
        }
        hide();
        emit closed();
    });
}

} // namespace binnacle::ui
