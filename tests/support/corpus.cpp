#include "tests/support/corpus.h"

#include <QJsonDocument>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace binnacle::test {

std::optional<std::string> corpusPath(const std::string &relative)
{
    const char *configured = std::getenv("BINNACLE_CORPUS");
    std::filesystem::path root = configured
        ? std::filesystem::path(configured)
        : std::filesystem::path(BINNACLE_SOURCE_DIR) / ".." / "shared" / "corpus";
    if (!relative.empty())
        root /= relative;
    std::error_code failed;
    if (!std::filesystem::exists(root, failed))
        return std::nullopt;
    return root.string();
}

std::string readFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        qFatal("cannot read %s", path.c_str());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<QJsonObject> readJsonLines(const std::string &path)
{
    std::vector<QJsonObject> objects;
    const QByteArray lines = QByteArray::fromStdString(readFile(path));
    for (const QByteArray &line : lines.split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject())
            qFatal("no JSON object in %s: %s", path.c_str(), line.constData());
        objects.push_back(document.object());
    }
    return objects;
}

} // namespace binnacle::test
