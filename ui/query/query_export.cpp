#include "ui/query/query_export.h"

#include "core/console/on_answer.h"
#include "ui/widgets/text_file.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct QueryExportText
{
    Q_DECLARE_TR_FUNCTIONS(QueryExportText)
};

QString endingOf(console::QueryExportFormat format)
{
    using Format = console::QueryExportFormat;
    switch (format) {
    case Format::Csv:
        return u"csv"_s;
    case Format::Json:
        return u"json"_s;
    case Format::Ndjson:
        return u"ndjson"_s;
    case Format::Markdown:
        return u"md"_s;
    case Format::Tsv:
        break;
    }
    return u"tsv"_s;
}

} // namespace

void askWhereToExport(QWidget &parent, const console::QueryDesk &desk,
    std::shared_ptr<const QueryResult> result, console::QueryExportFormat format,
    const std::function<void(const QString &path, const QString &why)> &finished)
{
    auto *dialog = new QFileDialog(&parent, QueryExportText::tr("Export the rows"));
    dialog->setObjectName(u"queryExportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(endingOf(format));
    dialog->selectFile(u"query."_s + endingOf(format));
    QObject::connect(dialog, &QFileDialog::fileSelected, &parent,
        [&parent, &desk, result, format, finished](const QString &path) {
            const QByteArray text = desk.exportText(*result, format).toUtf8();
            console::onAnswer(writeTextFile(path, text), &parent,
                [path, finished](const QString &why) { finished(path, why); });
        });
    dialog->setModal(false);
    dialog->show();
}

} // namespace binnacle::ui
