#include "ui/slo/slo_files.h"

#include "core/console/on_answer.h"
#include "ui/widgets/text_file.h"

#include <QFileDialog>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString suffixOf(console::SpecFormat format)
{
    switch (format) {
    case console::SpecFormat::PrometheusRules:
        return u"yml"_s;
    case console::SpecFormat::OpenSlo:
        return u"yaml"_s;
    case console::SpecFormat::Csv:
        return u"csv"_s;
    case console::SpecFormat::Json:
        break;
    }
    return u"json"_s;
}

} // namespace

SloFiles::SloFiles(console::SloFeed &slo, QWidget &view)
    : QObject(&view)
    , m_slo(slo)
    , m_view(view)
{}

void SloFiles::chooseImport()
{
    auto *dialog = new QFileDialog(&m_view, tr("Import targets"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({tr("OpenSLO and Sloth (*.yaml *.yml)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &SloFiles::importChosen);
    dialog->open();
}

void SloFiles::chooseExport(const SloBoard &board, console::SpecFormat format)
{
    auto *dialog = new QFileDialog(&m_view, tr("Export objectives"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(format));
    dialog->selectFile(u"slo."_s + suffixOf(format));
    const QByteArray text = m_slo.exportText(board, format).toUtf8();
    connect(dialog, &QFileDialog::fileSelected, this, [this, text](const QString &path) {
        console::onAnswer(writeTextFile(path, text), this,
            [this, path](const QString &why) { emit written(path, why); });
    });
    dialog->open();
}

} // namespace binnacle::ui
